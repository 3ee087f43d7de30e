import Foundation

/// A bare repository of triples, one path each, in which git merges them all at once.
///
/// Every path exists in all three commits, so that git looks for no renames.
struct GitOracle: ~Copyable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let folder: URL
  private let count: Int
  private let paths: [String]

  /// Whether the installed git merges text as this module does: from 2.38, the first that can merge without
  /// a worktree, to 2.53; 2.54 compares groups of lines once more after sliding them.
  static let isComparable: Bool = {
    guard let output = try? GitProcess.run(["--version"], in: URL(filePath: "/")) else { return false }
    let words = String(decoding: output, as: UTF8.self).split(separator: " ")
    let numbers = words.last?.split(separator: ".").prefix(2).compactMap { Int($0) } ?? []
    return numbers.count == 2 && numbers[0] == 2 && (38...53).contains(numbers[1])
  }()

  /// Writes the commits `base`, `ours` and `theirs`.
  ///
  /// - Parameter attributes: Content of `info/attributes`; paths are `0`, `1`, ….
  init(_ triples: [Triple], attributes: String = "", isBare: Bool = true) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "merging-\(UUID().uuidString)")
    count = triples.count
    paths = triples.indices.map(String.init)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try GitProcess.run(isBare ? ["init", "-q", "--bare"] : ["init", "-q"], in: folder)
    let info = folder.appending(path: isBare ? "info" : ".git/info")
    try FileManager.default.createDirectory(at: info, withIntermediateDirectories: true)
    try Data(attributes.utf8).write(to: info.appending(path: "attributes"))
    var stream = Data()
    for (mark, name) in [(1, "base"), (2, "ours"), (3, "theirs")] {
      stream += "commit refs/heads/\(name)\nmark :\(mark)\ncommitter A <a@b> \(mark) +0000\ndata 0\n".utf8
      if mark > 1 { stream += "from :1\n".utf8 }
      for (path, triple) in zip(paths, triples) {
        let bytes = mark == 1 ? triple.base : mark == 2 ? triple.ours : triple.theirs
        stream += "M 644 inline \(path)\ndata \(bytes.count)\n".utf8
        stream += bytes
        stream += "\n".utf8
      }
    }
    try GitProcess.run(["fast-import", "--quiet"], in: folder, input: stream)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// How git names the base in markers.
  func baseLabel() throws -> [UInt8] {
    try git("rev-parse", "--short", "base").dropLast()
  }

  /// The merged texts, clean or not.
  func merged(style: String) throws -> [[UInt8]] {
    let output = try git("-c", "merge.conflictStyle=\(style)", "merge-tree", "--write-tree", "ours", "theirs")
    return try texts(in: String(decoding: output.prefix { $0 != 0x0A }, as: UTF8.self))
  }

  /// The merged texts when one side wins every conflict, which takes a worktree.
  func merged(favoring side: String) throws -> [[UInt8]] {
    _ = try git("checkout", "-q", "--detach", "ours")
    _ = try git("merge", "-q", "-s", "ort", "-X", side, "-m", "merge", "theirs")
    return try texts(in: "HEAD")
  }

  private func texts(in tree: String) throws -> [[UInt8]] {
    let request = Data(paths.map { "\(tree):\($0)\n" }.joined().utf8)
    var rest = try GitProcess.run(["cat-file", "--batch"], in: folder, input: request)[...]
    return try paths.map { path in
      let header = rest.prefix { $0 != 0x0A }
      guard let size = Int(String(decoding: header, as: UTF8.self).split(separator: " ").last ?? "") else {
        throw Failure(description: "no blob at \(tree):\(path)")
      }
      let text = rest.dropFirst(header.count + 1).prefix(size)
      rest = rest.dropFirst(header.count + size + 2)
      return Array(text)
    }
  }

  private func git(_ arguments: String...) throws -> [UInt8] {
    try GitProcess.run(arguments, in: folder)
  }
}
