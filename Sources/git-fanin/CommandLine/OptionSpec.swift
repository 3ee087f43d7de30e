/// What the table says about one option: its names, what it takes, what it is for.
///
/// Parsing, help, the manual page and the "did you mean" messages all read this one description.
struct OptionSpec: Sendable {
  /// What an option takes as its value.
  enum Kind: Sendable {
    /// Nothing: the option is on when it is given.
    case flag
    /// Any text but the empty one, which nearly always is a variable left unset in a script.
    case text
    /// Any text, the empty one too.
    case anyText
    /// The next argument, whatever it looks like: a path or a label may begin like an option.
    case verbatim
    /// A whole number of at least 0.
    case number
    /// One of these words.
    case oneOf([String])
    /// Names separated by commas, none of them empty.
    case list
    /// `NAME` or `NAME=GLOB,…`.
    case lane
  }

  /// The name after `--`.
  let long: String
  /// The letter after `-`, if there is one.
  let short: Character?
  let kind: Kind
  /// What help calls the value, for instance `TARGET`; nil for a flag.
  let placeholder: String?
  let help: String
  /// Whether every occurrence counts; otherwise the last one wins, as in git.
  let repeats: Bool
  /// Whether the command refuses to run without it.
  let isRequired: Bool
  /// Long names of the options that this one switches off when they were given before it.
  ///
  /// The later one wins, so that an alias with `--gate` can be called with `--no-gate`.
  let overrides: [String]
  /// Long names of the options that cannot be given together with this one.
  let excludes: [String]
}

extension OptionSpec {
  /// The option as it is typed, for messages: `--into`.
  var spelling: String { "--" + long }

  var isFlag: Bool { placeholder == nil }

  /// Whether the next argument is the value even where it looks like an option.
  var isVerbatim: Bool {
    if case .verbatim = kind { return true }
    return false
  }

  /// The option as help shows it: `-m, --message TEXT`.
  var label: String {
    let names = short.map { "-\($0), \(spelling)" } ?? "    \(spelling)"
    return placeholder.map { "\(names) \($0)" } ?? names
  }

  /// The option as a usage line shows it: `[--into TARGET]`, `--lane NAME[=GLOB,…]…`.
  var usage: String {
    let text = placeholder.map { "\(spelling) \($0)" } ?? spelling
    let bracketed = isRequired ? text : "[\(text)]"
    return repeats ? bracketed + "…" : bracketed
  }
}
