/// One command as the table describes it.
struct CommandSpec: Sendable {
  /// A command line with what it does.
  struct Example: Sendable {
    let line: String
    let effect: String
  }

  /// A key of the command's JSON document with what it holds.
  struct JSONKey: Sendable {
    let name: String
    let meaning: String
  }

  let name: String
  /// What the command does, in a line that starts in lower case and has no full stop.
  let summary: String
  /// What the command takes besides options; nil when it takes nothing.
  var operands: OperandSpec?
  var options: [OptionSpec] = []
  /// Whether arguments may be paths that are not UTF-8.
  var takesBytes = false
  /// What there is to know beyond the summary, one paragraph an element.
  var description: [String]
  var examples: [Example] = []
  /// The keys of its JSON document, besides `schema` and `command`.
  var json: [JSONKey] = []

  /// The command line in short: `git fanin check [--into TARGET] [BRANCH…]`.
  var usage: String {
    (["git fanin \(name)"] + usageWords).joined(separator: " ")
  }

  /// What follows the command's name in its usage, in parts that are not to be broken.
  var usageWords: [String] {
    options.filter(\.isRequired).map(\.usage) + options.filter { !$0.isRequired }.map(\.usage)
      + (operands.map { [$0.usage] } ?? [])
  }
}

extension CommandSpec: Equatable {
  /// Commands are told apart by their name, so `switch` over one can say `case .merge`.
  static func == (a: CommandSpec, b: CommandSpec) -> Bool { a.name == b.name }
}
