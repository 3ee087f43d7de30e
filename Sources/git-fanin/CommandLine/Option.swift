/// A typed key of an option: `options[.into]` is a `String?`, `options[.dryRun]` a `Bool`.
///
/// Each option is declared once as a static member; the commands that have it list its `spec`. Values
/// are checked when they are parsed, so reading one cannot fail.
struct Option<Value>: Sendable {
  let spec: OptionSpec
  /// The value of the option from all texts that were given for it, in their order.
  let read: @Sendable ([String]) -> Value
}

extension Option where Value == Bool {
  /// An option without a value.
  init(
    flag long: String, _ short: Character? = nil, overrides: [String] = [], excludes: [String] = [],
    help: String
  ) {
    spec = OptionSpec(
      long: long, short: short, kind: .flag, placeholder: nil, help: help, repeats: false,
      isRequired: false, overrides: overrides, excludes: excludes)
    read = { !$0.isEmpty }
  }
}

extension Option where Value == String? {
  /// An option with a text, nil when it is not given.
  init(
    _ long: String, _ short: Character? = nil, value placeholder: String, overrides: [String] = [],
    excludes: [String] = [], help: String
  ) {
    spec = OptionSpec(
      long: long, short: short, kind: .text, placeholder: placeholder, help: help, repeats: false,
      isRequired: false, overrides: overrides, excludes: excludes)
    read = { $0.last }
  }

  /// An option whose value is the next argument, whatever it looks like; nil when it is not given.
  init(verbatim long: String, _ short: Character? = nil, value placeholder: String, help: String) {
    spec = OptionSpec(
      long: long, short: short, kind: .verbatim, placeholder: placeholder, help: help, repeats: false,
      isRequired: false, overrides: [], excludes: [])
    read = { $0.last }
  }

  /// An option with one of a few words, nil when it is not given.
  init(_ long: String, value placeholder: String, among words: [String], help: String) {
    spec = OptionSpec(
      long: long, short: nil, kind: .oneOf(words), placeholder: placeholder, help: help, repeats: false,
      isRequired: false, overrides: [], excludes: [])
    read = { $0.last }
  }
}

extension Option where Value == Int? {
  /// An option with a whole number, nil when it is not given.
  init(number long: String, _ short: Character? = nil, value placeholder: String, help: String) {
    spec = OptionSpec(
      long: long, short: short, kind: .number, placeholder: placeholder, help: help, repeats: false,
      isRequired: false, overrides: [], excludes: [])
    read = { $0.last.flatMap(Self.wholeNumber) }
  }

  /// The number that `text` is: digits only, without the sign that `Int` would also take.
  static func wholeNumber(_ text: String) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }
}

extension Option where Value == [String] {
  /// An option with names separated by commas, empty when it is not given.
  init(list long: String, value placeholder: String, help: String) {
    spec = OptionSpec(
      long: long, short: nil, kind: .list, placeholder: placeholder, help: help, repeats: false,
      isRequired: false, overrides: [], excludes: [])
    read = { $0.last?.splitOnCommas() ?? [] }
  }

  /// An option that may be given several times and keeps every text.
  init(every long: String, _ short: Character? = nil, value placeholder: String, help: String) {
    spec = OptionSpec(
      long: long, short: short, kind: .anyText, placeholder: placeholder, help: help, repeats: true,
      isRequired: false, overrides: [], excludes: [])
    read = { $0 }
  }
}

extension Option where Value: RawRepresentable<String> & CaseIterable {
  /// An option with one of the words of `Value`, `standard` when it is not given.
  init(_ long: String, value placeholder: String, standard: Value, help: String) where Value: Sendable {
    spec = OptionSpec(
      long: long, short: nil, kind: .oneOf(Value.allCases.map(\.rawValue)), placeholder: placeholder,
      help: help, repeats: false, isRequired: false, overrides: [], excludes: [])
    read = { $0.last.flatMap(Value.init(rawValue:)) ?? standard }
  }
}

extension Option where Value == [LaneRequest] {
  /// An option that names lanes with the paths they own; at least one has to be given.
  init(lanes long: String, value placeholder: String, help: String) {
    spec = OptionSpec(
      long: long, short: nil, kind: .lane, placeholder: placeholder, help: help, repeats: true,
      isRequired: true, overrides: [], excludes: [])
    read = { $0.map(LaneRequest.init(argument:)) }
  }
}
