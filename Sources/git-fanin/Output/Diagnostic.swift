/// Something to tell the user that is not a result: an error or a warning, with what to do about it.
struct Diagnostic: Hashable, Sendable {
  enum Level: String, Sendable {
    case error
    case warning
  }

  var level = Level.error
  /// A stable word for programs, for instance `usage`.
  let code: String
  let message: String
  /// What it is about in particular, each on a line of its own.
  var details: [String] = []
  /// What to do, each on a line of its own.
  var hints: [String] = []
  var path: [UInt8]?
  var line: Int?
  var column: Int?
}

extension Diagnostic {
  init(_ error: UsageError) {
    self.init(code: "usage", message: error.message, hints: error.hint.map { [$0] } ?? [])
  }

  /// The lines for standard error; nothing in them acts upon a terminal.
  func text(style: Style = .plain) -> String {
    let label = level == .error ? style.red("error:") : style.yellow("warning:")
    let lines = ["git-fanin: \(label) \(place)\(escaped(message))"]
    return
      (lines + details.map { "  " + escaped($0) } + hints.map { style.cyan("hint:") + " " + escaped($0) })
      .joined(separator: "\n") + "\n"
  }

  /// The document that `--json` writes instead of the command's own.
  func document(command: String?) -> JSONValue {
    var error: JSONObject = ["code": .string(code), "message": .string(message)]
    error["hint"] = .optional(hints.isEmpty ? nil : hints.joined(separator: "\n"))
    error["path"] = .null
    if let path { error.setPath(path) }
    error["line"] = .optional(line)
    error["column"] = .optional(column)
    return ["schema": 1, "command": .optional(command), "error": .object(error)]
  }

  /// Writes the lines to standard error. Where even that fails there is nobody left to tell.
  func report(style: Style = .plain) {
    var writer = Writer.standardError
    try? writer.write(text(style: style))
    try? writer.flush()
  }

  /// `path:line:column: `, as far as they are known.
  private var place: String {
    guard let path else { return "" }
    let parts = [escaped(path)] + [line, column].compactMap { $0.map { String($0) } }
    return parts.joined(separator: ":") + ": "
  }
}
