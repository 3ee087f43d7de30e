import Conflicts
import Foundation
import GitValues

/// Git's own merges of pairs of commits, many in one process.
struct MergeOracle {
  let repository: TestRepository

  /// One merge as git made it.
  struct Outcome {
    var report: MergeReport
    /// Why git's result cannot be compared with: it is known to be wrong.
    var fault: Fault?
    /// Where git moved files because of their folders.
    var moved: [GitPath]
  }

  /// Faults of git that lose a file; this project keeps it.
  enum Fault: String {
    /// A file that its folder's move brings back to its old name is removed.
    case renameToItself
    /// A conflicted version without mode and content.
    case emptyStage
    /// A conflict is told, but the merge counts as clean.
    case toldButClean
  }

  /// Merges pairs of commits; a pair on which git aborts has no outcome.
  func merges(_ pairs: [(ObjectID, ObjectID)]) throws -> [Outcome?] {
    let input = pairs.map { "\($0.0.hex) \($0.1.hex)\n" }.joined()
    do {
      let output = try repository.git(
        "merge-tree", "--write-tree", "--messages", "-z", "--stdin", "--allow-unrelated-histories",
        input: Data(input.utf8))
      var parser = MergeTreeParser(output)
      return try pairs.map { _ in try parser.next() }
    } catch is TestGit.Failure where pairs.count > 1 {
      let half = pairs.count / 2
      return try merges(Array(pairs[..<half])) + merges(Array(pairs[half...]))
    } catch is TestGit.Failure {
      return [nil]
    }
  }

  /// Whether a folder's move put a file below another file: git loses one of the two.
  func putsFileBelowFile(_ outcome: Outcome, _ ours: ObjectID, _ theirs: ObjectID) throws -> Bool {
    guard !outcome.moved.isEmpty else { return false }
    var files = Set(outcome.report.stages.map(\.path)).union(outcome.moved)
    for commit in [ours, theirs] {
      files.formUnion(try paths(of: commit))
      let parents = try repository.git("rev-parse", "\(commit.hex)^@")
      for line in parents.split(separator: 10) {
        guard let parent = ObjectID(hex: String(decoding: line, as: UTF8.self)) else { continue }
        files.formUnion(try paths(of: parent))
      }
    }
    let conflicted = outcome.report.stages.map(\.path) + outcome.moved
    return conflicted.contains { $0.ancestors.contains { files.contains($0) } }
  }

  /// Every path of a commit's tree.
  private func paths(of commit: ObjectID) throws -> Set<GitPath> {
    let output = try repository.git("ls-tree", "-r", "-z", "--name-only", commit.hex)
    return Set(output.split(separator: 0).map { GitPath(Array($0)) })
  }
}

/// Takes the output of `git merge-tree --stdin` apart.
struct MergeTreeParser {
  private var fields: ArraySlice<ArraySlice<UInt8>>

  struct Unexpected: Error {}

  init(_ output: [UInt8]) {
    let cleaned = MergeTreeParser.withoutAdvice(output)
    fields = cleaned.split(separator: 0, omittingEmptySubsequences: false)[...]
  }

  /// Git prints advice on submodules into the middle of the output.
  private static func withoutAdvice(_ output: [UInt8]) -> [UInt8] {
    let first = Array("Recursive merging with submodules currently only".utf8)
    let last = Array("commit the resulting index in the superproject\n".utf8)
    var bytes = Data(output)
    while let start = bytes.range(of: Data(first)),
      let end = bytes.range(of: Data(last), in: start.lowerBound..<bytes.endIndex)
    {
      bytes.removeSubrange(start.lowerBound..<end.upperBound)
    }
    return Array(bytes)
  }

  private mutating func field() throws -> [UInt8] {
    guard let first = fields.popFirst() else { throw Unexpected() }
    return Array(first)
  }

  private mutating func text() throws -> String { String(decoding: try field(), as: UTF8.self) }

  /// The next merge.
  mutating func next() throws -> MergeOracle.Outcome {
    let isClean = try text() == "1"
    let tree = try text()
    var stages: Set<MergeReport.Stage> = []
    while let line = Optional(try field()), !line.isEmpty { stages.insert(try stage(line)) }
    var messages: [Message] = []
    while let count = Int(try text()) {
      let paths = try (0..<count).map { _ in GitPath(try field()) }
      messages.append(Message(type: try text(), paths: paths, text: try text()))
    }
    let report = MergeReport(
      isClean: isClean, tree: tree, stages: stages, conflicts: conflicts(messages, stages))
    let moves = messages.filter { $0.type.contains("irectory rename") }
    return MergeOracle.Outcome(
      report: report, fault: fault(report, messages), moved: moves.compactMap(\.paths.first))
  }

  /// `mode SP id SP stage TAB path`
  private func stage(_ line: [UInt8]) throws -> MergeReport.Stage {
    guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { throw Unexpected() }
    let words = String(decoding: line[..<tab], as: UTF8.self).split(separator: " ")
    guard words.count == 3, let mode = UInt32(words[0], radix: 8), let number = Int(words[2]) else {
      throw Unexpected()
    }
    return MergeReport.Stage(
      path: GitPath(line[(tab + 1)...]), number: number, mode: mode, id: String(words[1]))
  }

  private struct Message {
    let type: String
    let paths: [GitPath]
    let text: String
  }

  /// Git's words for kinds, from the short descriptions of `git merge-tree`.
  private static let kinds: [String: ConflictKind] = [
    "CONFLICT (binary)": .binary, "CONFLICT (file/directory)": .fileDirectory,
    "CONFLICT (distinct modes)": .distinctTypes, "CONFLICT (modify/delete)": .modifyDelete,
    "CONFLICT (rename/rename)": .renameRename,
    "CONFLICT (rename involved in collision)": .renameCollides,
    "CONFLICT (rename/delete)": .renameDelete,
    "CONFLICT (directory rename suggested)": .fileLocation,
    "CONFLICT (file in way of directory rename)": .implicitFolderRename,
    "CONFLICT(directory rename collision)": .implicitFolderRename,
    "CONFLICT(directory rename unclear split)": .folderRenameSplit,
  ]

  private func conflicts(
    _ messages: [Message], _ stages: Set<MergeReport.Stage>
  ) -> Set<MergeReport.Conflict> {
    var result: Set<MergeReport.Conflict> = []
    let unmerged = Set(stages.map(\.path))
    for message in messages {
      guard let path = message.paths.first else { continue }
      if message.type == "CONFLICT (contents)" {
        let word = message.text.dropFirst("CONFLICT (".count).prefix { $0 != ")" }
        if let kind = ConflictKind(rawValue: String(word)) { result.insert(.init(kind: kind, path: path)) }
      } else if let kind = MergeTreeParser.kinds[message.type] {
        // Git tells of a file in a folder's way even where the file is gone in the end.
        if kind == .fileDirectory, !unmerged.contains(path) { continue }
        result.insert(.init(kind: kind, path: path))
      }
    }
    return MergeTreeParser.withoutRepetitions(result)
  }

  /// Of a file that is not merged as text git says so and that its content conflicts; we say it once.
  private static func withoutRepetitions(
    _ conflicts: Set<MergeReport.Conflict>
  ) -> Set<MergeReport.Conflict> {
    var result = conflicts
    for conflict in conflicts where conflict.kind == .binary {
      let content = [ConflictKind.content, .addAdd].map {
        MergeReport.Conflict(kind: $0, path: conflict.path)
      }
      // Without one of these it was a renamed file, whose own kind says enough.
      if content.allSatisfy({ result.remove($0) == nil }) { result.remove(conflict) }
    }
    return result
  }

  private func fault(_ report: MergeReport, _ messages: [Message]) -> MergeOracle.Fault? {
    if report.stages.contains(where: { $0.mode == 0 }) { return .emptyStage }
    let returns = messages.contains { message in
      guard message.type.contains("irectory rename"), message.paths.count > 1 else { return false }
      return message.text.contains("\(message.paths[0]) renamed to \(message.paths[1]) in ")
    }
    if returns { return .renameToItself }
    if report.isClean, messages.contains(where: { $0.text.contains("AND collides") }) { return .toldButClean }
    return nil
  }
}
