import Foundation
import Git
import GitValues
import TestSupport

/// A repository in a temporary folder, filled by `git fast-import`.
final class TestRepository {
  let folder: URL
  private var stream = Data()
  private var mark = 0
  private var ids: [ObjectID] = []

  /// - Parameter configuration: keys of the repository's own configuration.
  ///
  /// Without anything else in it, merges are git's: no rule settles what git leaves open.
  init(_ configuration: [String: String] = [:]) throws {
    let configuration = ["fanin.accept": "none"].merging(configuration) { $1 }
    Isolation.begin
    folder = FileManager.default.temporaryDirectory.appending(path: "fanin-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try TestGit.run(["init", "-q"], in: folder)
    for (key, value) in configuration.sorted(by: { $0.key < $1.key }) {
      try TestGit.run(["config", key, value], in: folder)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A commit that `write` is going to make.
  struct Mark: Hashable, Sendable { fileprivate let number: Int }

  /// Notes a commit.
  ///
  /// - Parameters:
  ///   - tree: all its files.
  ///   - parents: marks noted before.
  ///   - time: seconds since 1970.
  func commit(_ tree: TestTree, parents: [Mark] = [], time: Int = 1000) -> Mark {
    mark += 1
    // Commits that are equal but for their ref would be one commit: the message tells them apart.
    let message = "commit \(mark)"
    append("commit refs/heads/c\(mark)\nmark :\(mark)\ncommitter A <a@b> \(time) +0000\n")
    append("data \(message.utf8.count)\n\(message)\n")
    for (index, parent) in parents.enumerated() {
      append("\(index == 0 ? "from" : "merge") :\(parent.number)\n")
    }
    append("deleteall\n")
    for (path, file) in tree.sorted(by: { $0.key < $1.key }) { append(file, at: path) }
    return Mark(number: mark)
  }

  private func append(_ text: String) { stream += Data(text.utf8) }

  private func append(_ file: TestFile, at path: GitPath) {
    let mode = String(file.mode.rawValue, radix: 8)
    let isSubmodule = file.mode == .submodule
    append("M \(mode) \(isSubmodule ? String(decoding: file.bytes, as: UTF8.self) : "inline") ")
    append("\"" + path.bytes.map(TestRepository.quoted).joined() + "\"\n")
    guard !isSubmodule else { return }
    append("data \(file.bytes.count)\n")
    stream += Data(file.bytes)
    append("\n")
  }

  private static func quoted(_ byte: UInt8) -> String {
    let isPlain = (0x20...0x7e).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    if isPlain { return String(UnicodeScalar(byte)) }
    let digits = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// Makes the commits noted so far.
  func write() throws {
    let file = folder.appending(path: ".git/test-marks")
    try TestGit.run(
      ["fast-import", "--quiet", "--export-marks=\(file.path())"], in: folder, input: stream)
    let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
    ids = Array(repeating: .zero, count: mark + 1)
    for line in lines {
      let words = line.split(separator: " ")
      if let number = Int(words[0].dropFirst()), let id = ObjectID(hex: words[1]) { ids[number] = id }
    }
  }

  /// The id of a commit that was written.
  func id(_ mark: Mark) -> ObjectID { ids[mark.number] }

  /// Opens the repository as the code under test does.
  func open() throws -> Repository { try Repository(at: folder.path()) }

  /// Runs git in the repository.
  @discardableResult
  func git(_ arguments: String..., input: Data = Data()) throws -> [UInt8] {
    try TestGit.run(arguments, in: folder, input: input)
  }
}
