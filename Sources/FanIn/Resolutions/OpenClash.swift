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
    /// The line that begins what the conflict is in, as the definition of a function; nil at the outermost level.
    public let definition: [UInt8]?
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

  public var open: [OpenClash] { clashes.filter { !$0.isSettled } }
}

extension OpenClash.Hunk {
  /// - Parameters:
  ///   - file: whose conflict it is.
  ///   - hunk: which one.
  ///   - lines: where it stands now.
  ///   - authors: who changed a side's lines.
  init(
    _ file: ConflictedFile, _ hunk: ConflictHunk, at lines: Range<Int>?,
    authors: (Side, Range<Int>) throws(GitError) -> LineAuthor?
  ) throws(GitError) {
    self.lines = lines.map { $0.lowerBound + 1...$0.upperBound }
    base = Array(file.base.slice(hunk.base))
    ours = OpenClash.Version(
      text: Array(file.ours.slice(hunk.ours)), lines: hunk.ours, author: try authors(.ours, hunk.ours))
    theirs = OpenClash.Version(
      text: Array(file.theirs.slice(hunk.theirs)), lines: hunk.theirs,
      author: try authors(.theirs, hunk.theirs))
    definition = enclosingLine(of: hunk.ours, in: file.ours)
  }
}

/// The nearest line above that is indented less, which in most languages begins the definition that lines are in.
///
/// - Parameters:
///   - lines: half-open, from 0.
///   - text: the file.
/// - Returns: the line without its indent and its end; nil where the lines are not indented.
func enclosingLine(of lines: Range<Int>, in text: SourceText) -> [UInt8]? {
  let near = Array(lines) + Array((0..<lines.lowerBound).reversed().prefix(50))
  guard let depth = near.lazy.compactMap({ indent(of: text.line($0)) }).first, depth > 0 else { return nil }
  for number in (0..<lines.lowerBound).reversed() {
    let line = text.line(number)
    guard let here = indent(of: line), here < depth else { continue }
    let content = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    // What only closes or opens a block says nothing.
    guard content.contains(where: isWordByte) else { continue }
    return Array(content.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
  }
  return nil
}

/// How far a line is indented, a tab as one step; nil for a blank line.
private func indent(of line: ArraySlice<UInt8>) -> Int? {
  let spaces = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
  guard let next = line.dropFirst(spaces).first else { return nil }
  return next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") ? nil : spaces
}

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: true
  default: false
  }
}
