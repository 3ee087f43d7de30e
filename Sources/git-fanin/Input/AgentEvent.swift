import GitValues

/// What an agent is about to do, as it tells a hook before: JSON with the tool's name and its input.
///
/// The form is the one that agents have in common: `{"tool_name": "Edit", "tool_input": {"file_path": "/a/b"}, "cwd":
/// "/a"}`. Only the paths count.
struct AgentEvent: Equatable {
  /// The paths that would be edited; none where the tool edits no files.
  let paths: [String]
  /// Where the agent works.
  let folder: String?

  /// Tools that have a path and only read it.
  private static let readers: Set<String> = ["Read", "NotebookRead", "Grep", "Glob", "LS", "View"]
  private static let pathKeys = ["file_path", "path", "notebook_path", "filePath"]
  private static let listKeys = ["paths", "files", "edits"]

  /// - Throws: where the text is no JSON, or no object.
  init(_ bytes: [UInt8]) throws(JSONError) {
    guard case .object(let event) = try JSONReader.value(of: bytes) else {
      throw JSONError(message: "expected an object", offset: 0)
    }
    folder = event["cwd"]?.text
    let tool = event["tool_name"]?.text ?? ""
    let input = event["tool_input"] ?? .object(event)
    var seen: Set<ExactText> = []
    paths =
      AgentEvent.readers.contains(tool)
      ? [] : AgentEvent.paths(in: input).filter { seen.insert(ExactText($0)).inserted }
  }

  /// The paths of an object, and of the objects and texts in its lists.
  private static func paths(in value: JSONValue) -> [String] {
    guard case .object(let object) = value else { return value.text.map { [$0] } ?? [] }
    var found = pathKeys.compactMap { object[$0]?.text }
    for key in listKeys {
      guard case .array(let elements) = object[key] else { continue }
      for case .object(let element) in elements { found += pathKeys.compactMap { element[$0]?.text } }
      if key != "edits" { found += elements.compactMap(\.text) }
    }
    return found.filter { !$0.isEmpty }
  }
}

extension JSONValue {
  /// The text of a string; nil for anything else.
  fileprivate var text: String? {
    if case .string(let text) = self { text } else { nil }
  }
}
