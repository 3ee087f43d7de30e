import Git
public import GitValues
import Merging
import Outlines

/// Who changed lines last, and by which commit.
public struct LineAuthor: Sendable, Hashable {
  public let name: String
  public let mail: String
  /// Seconds since 1970.
  public let time: Int64
  public let commit: ObjectID
  public let subject: String

  init(_ commit: Commit, _ id: ObjectID) {
    // `Name <mail> seconds zone`
    let text = commit.author
    let open = text.lastIndex(of: "<") ?? text.endIndex
    let close = text.lastIndex(of: ">") ?? text.endIndex
    name = String(text[..<open].reversed().drop { $0 == " " }.reversed())
    mail = open < close ? String(text[text.index(after: open)..<close]) : ""
    let words = text[close...].split(separator: " ")
    time = words.count > 1 ? Int64(words[1]) ?? commit.time : commit.time
    self.commit = id
    subject = commit.subject
  }
}

/// Finds the commit that last changed some lines of a file.
struct LineHistory {
  let repository: Repository

  /// How many commits are looked at before the answer is that nobody knows.
  private static let limit = 2000

  /// The commit that last changed lines, or removed what stood between them.
  ///
  /// Follows the file from parent to parent by its path, not through renames.
  ///
  /// - Parameters:
  ///   - lines: half-open, numbered from 0; empty for a place between lines.
  ///   - path: the file.
  ///   - tip: the commit in which the lines are numbered.
  /// - Returns: nil where the file is not there, or the commit is too far back.
  func author(of lines: Range<Int>, at path: GitPath, in tip: ObjectID) throws(GitError) -> LineAuthor? {
    guard var version = try blob(at: path, in: tip) else { return nil }
    var lines = lines
    var current = tip
    for _ in 0..<LineHistory.limit {
      var older: (commit: ObjectID, blob: ObjectID, lines: Range<Int>)?
      for parent in try repository.graph.parents(of: current) {
        guard let blob = try blob(at: path, in: parent) else { continue }
        let before = blob == version ? lines : try place(of: lines, from: blob, to: version)
        guard let before else { continue }
        older = (parent, blob, before)
        break
      }
      guard let older else { return LineAuthor(try repository.graph.commit(current), current) }
      (current, version, lines) = older
    }
    return nil
  }

  private func blob(at path: GitPath, in commit: ObjectID) throws(GitError) -> ObjectID? {
    let entry = try repository.objects.entry(at: path, in: try repository.graph.commit(commit).tree)
    return entry?.mode.isRegular == true ? entry?.id : nil
  }

  /// Where lines stood in an older version; nil where they were changed since.
  private func place(
    of lines: Range<Int>, from old: ObjectID, to new: ObjectID
  ) throws(GitError) -> Range<Int>? {
    let (old, new) = (try repository.objects.blob(old), try repository.objects.blob(new))
    guard !isBinary(old), !isBinary(new) else { return nil }
    var shift = 0
    for change in diffLines(old: old, new: new) {
      if change.new.lowerBound > lines.upperBound { break }
      let isTouched =
        change.new.isEmpty || lines.isEmpty
        ? change.new.upperBound >= lines.lowerBound && change.new.lowerBound <= lines.upperBound
        : change.new.overlaps(lines)
      if isTouched { return nil }
      if change.new.upperBound <= lines.lowerBound { shift = change.old.upperBound - change.new.upperBound }
    }
    return lines.lowerBound + shift..<lines.upperBound + shift
  }
}
