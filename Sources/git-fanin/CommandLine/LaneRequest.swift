/// A lane asked for on the command line: `NAME` or `NAME=GLOB,…`.
struct LaneRequest: Hashable, Sendable {
  let name: String
  /// The paths that the lane owns; none were given when this is empty.
  let globs: [String]

  /// Reads an argument in which `problem(in:)` finds nothing wrong.
  init(argument: String) {
    let (head, tail) = argument.cut(at: "=")
    name = head
    globs = tail.map { $0.splitOnCommas(keepingBraces: true) } ?? []
  }

  /// What is wrong with the argument, to follow the option's name in a message.
  static func problem(in argument: String) -> String? {
    let request = LaneRequest(argument: argument)
    if request.name.isEmpty { return "needs a NAME before its paths, not '\(argument)'" }
    if request.globs.contains("") {
      return "needs a GLOB after '=' and after each ','; this is '\(argument)'"
    }
    return nil
  }
}
