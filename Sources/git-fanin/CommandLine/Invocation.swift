/// A command line that has been understood.
struct Invocation: Sendable {
  let command: CommandSpec
  let options: ParsedOptions
  let operands: [String]

  subscript<Value>(_ option: Option<Value>) -> Value { options[option] }

  /// The folder to work in, from all `-C` as git joins them; nil for the current one.
  ///
  /// Each is relative to the one before it, an absolute one starts anew, an empty one changes nothing.
  var directory: String? {
    var path: String?
    for step in options[.directory] where !step.isEmpty {
      guard let before = path, !step.hasBytes("/") else {
        path = step
        continue
      }
      path = before.utf8.last == UInt8(ascii: "/") ? before + step : before + "/" + step
    }
    return path
  }
}
