import Conflicts
import Git
import GitValues
import Merging
import Outlines

/// A file of a merge in which lines conflict: its versions, and the text with markers that stands in the worktree.
struct ConflictedFile {
  let path: GitPath
  let kind: ConflictKind
  let mode: FileMode
  /// Empty where both sides added the file.
  let base: SourceText
  let ours: SourceText
  let theirs: SourceText
  /// The text with markers.
  let marked: SourceText
  let hunks: [ConflictHunk]
  let markerSize: Int

  /// - Returns: nil for a conflict that is not about lines.
  init?(_ conflict: TreeConflict, of merge: TreeMerge, _ merger: CommitMerger) throws(GitError) {
    guard !conflict.hunks.isEmpty, let versions = merge.unmerged[conflict.path],
      let ours = versions.ours, let theirs = versions.theirs,
      let written = merge.updates[conflict.path] ?? nil, written.mode.isRegular
    else { return nil }
    let objects = merger.repository.objects
    path = conflict.path
    kind = conflict.kind
    mode = written.mode
    base = SourceText(try versions.base.map { entry throws(GitError) in try objects.blob(entry.id) } ?? [])
    self.ours = SourceText(try objects.blob(ours.id))
    self.theirs = SourceText(try objects.blob(theirs.id))
    marked = SourceText(try objects.blob(written.id))
    hunks = conflict.hunks
    markerSize = try merger.markerSize(for: conflict.path)
    guard isInRange else { return nil }
  }

  /// Whether the hunks speak of lines that there are: a file moved by a rename can have other versions.
  private var isInRange: Bool {
    hunks.allSatisfy { hunk in
      hunk.base.upperBound <= base.lineCount && hunk.ours.upperBound <= ours.lineCount
        && hunk.theirs.upperBound <= theirs.lineCount && hunk.merged.upperBound <= marked.lineCount
        && hunk.merged.count >= 3
    }
  }

  /// The conflicts that stand in a version of the file just as they were written.
  ///
  /// - Returns: for each its number and its lines, in ascending order.
  func openHunks(in text: SourceText) -> [(hunk: Int, lines: Range<Int>)] {
    var found: [(hunk: Int, lines: Range<Int>)] = []
    var next = 0
    for (index, hunk) in hunks.enumerated() {
      guard let start = place(of: hunk.merged, in: text, from: next) else { continue }
      found.append((index, start..<start + hunk.merged.count))
      next = start + hunk.merged.count
    }
    return found
  }

  private func place(of lines: Range<Int>, in text: SourceText, from first: Int) -> Int? {
    guard text.lineCount - first >= lines.count else { return nil }
    return (first...(text.lineCount - lines.count)).first { start in
      lines.enumerated().allSatisfy { text.line(start + $0.offset).elementsEqual(marked.line($0.element)) }
    }
  }

  /// A version of the file in which other lines stand in the place of its open conflicts.
  ///
  /// - Parameters:
  ///   - text: the file as it is now.
  ///   - choice: what stands for a conflict.
  func settling(_ text: SourceText, _ choice: (ConflictHunk) -> [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var done = 0
    for (index, lines) in openHunks(in: text) {
      bytes += text.slice(done..<lines.lowerBound)
      bytes += choice(hunks[index])
      if lines.upperBound < text.lineCount { ConflictedFile.endLine(&bytes) }
      done = lines.upperBound
    }
    return bytes + text.slice(done..<text.lineCount)
  }

  /// A side's lines of a conflict.
  func lines(of side: Side, _ hunk: ConflictHunk) -> [UInt8] {
    Array(side == .ours ? ours.slice(hunk.ours) : theirs.slice(hunk.theirs))
  }

  /// Both sides' lines of a conflict, ours first.
  func union(_ hunk: ConflictHunk) -> [UInt8] {
    var bytes = lines(of: .ours, hunk)
    let others = lines(of: .theirs, hunk)
    if !others.isEmpty { ConflictedFile.endLine(&bytes) }
    return bytes + others
  }

  /// Ends the last line, if its side's text ended without doing so.
  private static func endLine(_ bytes: inout [UInt8]) {
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
  }

  /// Whether conflict markers stand in a text: those that were written, or others that no version has itself.
  func hasMarkers(_ text: [UInt8]) -> Bool {
    func markers(_ bytes: some Sequence<UInt8>) -> [ArraySlice<UInt8>] {
      ConflictMarkers.lines(in: Array(bytes), size: markerSize)
    }
    let written = hunks.flatMap { hunk in
      [hunk.merged.lowerBound, hunk.merged.upperBound - 1].flatMap { markers(marked.line($0)) }
    }
    let own = Set([base, ours, theirs].flatMap { markers($0.bytes) }).subtracting(written)
    return markers(text).contains { !own.contains($0) }
  }
}

/// The lines with which git shows conflicts.
enum ConflictMarkers {
  /// The lines of a text that begin or end a conflict.
  ///
  /// - Parameter size: how many times a marker repeats its character.
  static func lines(in text: [UInt8], size: Int) -> [ArraySlice<UInt8>] {
    text.split(separator: UInt8(ascii: "\n")).filter { line in
      guard let mark = line.first, mark == UInt8(ascii: "<") || mark == UInt8(ascii: ">") else {
        return false
      }
      let rest = line.drop { $0 == mark }
      return line.count - rest.count == size
        && (rest.isEmpty || rest.first == UInt8(ascii: " ") || rest.first == UInt8(ascii: "\r"))
    }
  }
}
