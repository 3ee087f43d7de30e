import Testing

@testable import git_fanin

/// Reads a command line that is expected to be understood.
func parse(_ arguments: String...) throws -> Invocation { try CommandParser.parse(arguments) }

/// The error of a command line that is expected to be refused.
func mistake(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> UsageError {
  try #require(throws: UsageError.self, sourceLocation: sourceLocation) {
    try CommandParser.parse(arguments)
  }
}

extension CommandSpec {
  /// The least that this command needs to be called: its operands and required options.
  var smallestLine: [String] {
    let needsFlag = operands?.replacement.map { ["--" + $0] } ?? []
    let operands = Array(repeating: "x", count: operands?.minimum ?? 0)
    return [name] + operands + options.filter(\.isRequired).flatMap { [$0.spelling, $0.sampleValue ?? ""] }
      + needsFlag
  }
}

extension OptionSpec {
  /// A value that the option takes; nil for a flag.
  var sampleValue: String? {
    switch kind {
    case .flag: nil
    case .text, .anyText, .verbatim: "text"
    case .number: "3"
    case .oneOf(let words): words.last
    case .list: "a,b"
    case .lane: "api=src/**"
    }
  }
}
