import Foundation
import Testing

/// The built `git-fanin`, run as a user runs it.
enum FanInProcess {
  /// The executable, which lies in the same build folder as the test bundle.
  static let executable: String = {
    let places = [CommandLine.arguments[0], Bundle.main.bundlePath]
    for place in places {
      var folder = URL(filePath: place)
      while folder.path != "/" {
        let candidate = folder.appending(path: "git-fanin").path
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue,
          FileManager.default.isExecutableFile(atPath: candidate)
        {
          return candidate
        }
        folder.deleteLastPathComponent()
      }
    }
    fatalError("there is no git-fanin beside \(places)")
  }()

  static func run(
    _ words: [String], in folder: String, environment: [String: String]
  ) throws -> ProcessResult {
    try start(words, in: folder, environment: environment).wait()
  }

  static func start(
    _ words: [String], in folder: String, environment: [String: String]
  ) throws -> RunningProcess {
    try RunningProcess([executable] + words, in: folder, environment: environment)
  }
}

extension ProcessResult {
  /// The document that `--json` wrote.
  func document() throws -> Document {
    Document(try JSONSerialization.jsonObject(with: Data(outputBytes), options: [.fragmentsAllowed]))
  }
}

/// A JSON value, for reading.
struct Document: CustomStringConvertible {
  let value: Any?

  init(_ value: Any?) { self.value = value is NSNull ? nil : value }

  subscript(key: String) -> Document { Document((value as? [String: Any])?[key]) }
  subscript(index: Int) -> Document {
    let items = value as? [Any] ?? []
    return Document(items.indices.contains(index) ? items[index] : nil)
  }

  var string: String? { value as? String }
  var int: Int? { value as? Int }
  var bool: Bool? { value as? Bool }
  var list: [Document] { (value as? [Any] ?? []).map { Document($0) } }
  var strings: [String] { list.compactMap(\.string) }
  var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
  var isNull: Bool { value == nil }
  var isList: Bool { value is [Any] }
  var description: String { "\(value ?? "null")" }

  /// The first of these objects in which `key` is `text`.
  func first(_ key: String, _ text: String) -> Document {
    list.first { $0[key].string == text } ?? Document(nil)
  }
}
