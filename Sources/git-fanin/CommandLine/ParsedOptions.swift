/// The options of a command line, read by their typed keys: `options[.into]`.
struct ParsedOptions: Sendable {
  /// The texts given for each option, by its long name; a flag has an empty text for each time.
  private var texts: [String: [String]] = [:]

  subscript<Value>(_ option: Option<Value>) -> Value { option.read(texts[option.spec.long] ?? []) }

  /// Whether the option was given at all.
  func has(_ spec: OptionSpec) -> Bool { texts[spec.long] != nil }

  /// Notes one occurrence of an option, whose value has been checked.
  mutating func add(_ spec: OptionSpec, _ text: String) {
    for name in spec.overrides { texts[name] = nil }
    texts[spec.long, default: []].append(text)
  }
}
