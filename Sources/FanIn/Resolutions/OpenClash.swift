import Conflicts
import Git
public import GitValues
import Merging
import Outlines

/// One path that waits for a decision, with all that a person needs for it.
public struct OpenClash: Sendable {
  public let path: GitPath
  /// Git's word for the conflict.
  public let kind: String
  public let reason: String
  /// Whether nothing of it is left to decide.
  public let isSettled: Bool
  /// The places where lines conflict, those included that are decided by now; none for other kinds.
  public let hunks: [Hunk]

  /// A place where the lines of two sides conflict.
  public struct Hunk: Sendable {
    /// Its lines in the file as it is now, from 1; nil where it is decided, or half decided.
    public let lines: ClosedRange<Int>?
    public let base: [UInt8]
    public let ours: Version
    public let theirs: Version
    /// The definitions that hold the conflict, outermost first: `class A > def f`; nil at the outermost level, and in
    /// files of an unknown language.
    public let definition: String?
  }

  /// What one side made of the lines.
  public struct Version: Sendable {
    public let text: [UInt8]
    /// Lines of the side's own version, half-open, from 0.
    public let lines: Range<Int>
    public let author: LineAuthor?
  }
}

/// The conflicts of a lane that wait in a worktree.
public struct OpenResolution: Sendable {
  public let lane: String
  /// The branch's name that the lane is merged into.
  public let target: String
  public let folder: String
  public let clashes: [OpenClash]
  /// What is wrong besides conflicts, as it was when they were opened: git merges it without a word.
  public let silent: [String]
  /// What looks wrong in files of which everything is decided.
  public let doubts: [PathRemark]

  public var open: [OpenClash] { clashes.filter { !$0.isSettled } }
}

extension OpenClash.Hunk {
  /// - Parameters:
  ///   - file: whose conflict it is.
  ///   - hunk: which one.
  ///   - lines: where it stands now.
  ///   - surroundings: what the file's versions consist of.
  ///   - authors: who changed a side's lines.
  init(
    _ file: ConflictedFile, _ hunk: ConflictHunk, at lines: Range<Int>?, in surroundings: Surroundings?,
    authors: (Side, Range<Int>) throws(GitError) -> LineAuthor?
  ) throws(GitError) {
    self.lines = lines.map { $0.lowerBound + 1...$0.upperBound }
    base = Array(file.base.slice(hunk.base))
    ours = OpenClash.Version(
      text: Array(file.ours.slice(hunk.ours)), lines: hunk.ours, author: try authors(.ours, hunk.ours))
    theirs = OpenClash.Version(
      text: Array(file.theirs.slice(hunk.theirs)), lines: hunk.theirs,
      author: try authors(.theirs, hunk.theirs))
    definition = surroundings?.definition(of: hunk)
  }
}
