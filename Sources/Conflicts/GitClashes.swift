public import GitValues
import Merging

/// Clashes that git's own merge of two sides shows: conflicts, and files that both changed.
public struct GitClashes {
  private let ours: String
  private let theirs: String

  /// - Parameters:
  ///   - ours: the side that is merged into: a lane's name, or the whole name of the target's branch.
  ///   - theirs: the merged side, likewise.
  public init(ours: String, theirs: String) {
    self.ours = ours
    self.theirs = theirs
  }

  /// The clashes of one merge, sorted by path, the worst of a path first.
  public func clashes(in merge: TreeMerge) -> [Clash] {
    var clashes = merge.conflicts.map(clash)
    let conflicted = Set(merge.conflicts.flatMap { [$0.path] + $0.otherPaths })
    var told: Set<GitPath> = conflicted
    let definitions = DefinitionClashes(ours: ours, theirs: theirs)
    for text in merge.cleanTexts {
      clashes += definitions.clashes(of: text.duplicates, at: text.path)
      if let kind = text.settled {
        if told.insert(text.path).inserted { clashes.append(settled(text, kind)) }
      } else if !text.nearby.isEmpty && told.insert(text.path).inserted {
        clashes.append(region(text))
      }
    }
    for path in merge.shared where told.insert(path).inserted { clashes.append(sameFile(path)) }
    return clashes.sorted { ($0.path, $0.kind) < ($1.path, $1.kind) }
  }

  private func clash(_ conflict: TreeConflict) -> Clash {
    make(
      kind: conflict.kind.rawValue, level: .conflict, path: conflict.path, others: conflict.otherPaths,
      lines: lines(conflict.hunks.map { ($0.ours, $0.theirs) }), decision: .ask, rule: "git",
      reason: reason(conflict))
  }

  /// Git stops, and rules settled every place of it.
  private func settled(_ text: CleanTextMerge, _ kind: ConflictKind) -> Clash {
    let summary = DecisionSummary(text.decisions)
    return make(
      kind: kind.rawValue, level: .conflict, path: text.path, others: [],
      lines: lines(text.decisions.map { ($0.ours, $0.theirs) }), decision: summary.certainty,
      rule: summary.rule, reason: summary.reason)
  }

  private func region(_ text: CleanTextMerge) -> Clash {
    make(
      kind: "content", level: .region, path: text.path, others: [],
      lines: lines(text.nearby.map { ($0.ours, $0.theirs) }), decision: .certain, rule: "git",
      reason: "both changed lines that stand close together; git merges them")
  }

  private func sameFile(_ path: GitPath) -> Clash {
    make(
      kind: "content", level: .file, path: path, others: [], lines: [], decision: .certain, rule: "git",
      reason: "both changed this file; git merges it")
  }

  private func make(
    kind: String, level: Clash.Level, path: GitPath, others: [GitPath], lines: [Clash.Lines],
    decision: Clash.Decision, rule: String, reason: String
  ) -> Clash {
    let lanes = [ours, theirs]
    return Clash(
      id: clashID(kind: kind, lanes: lanes, path: path), kind: kind, level: level, lanes: lanes, path: path,
      paths: [path] + others, lines: lines, decision: decision, rule: rule, reason: reason)
  }

  /// From the first to the last line that takes part, for each side.
  private func lines(_ places: [(ours: Range<Int>, theirs: Range<Int>)]) -> [Clash.Lines] {
    guard !places.isEmpty else { return [] }
    return [
      Clash.Lines(lane: ours, range: span(places.map(\.ours))),
      Clash.Lines(lane: theirs, range: span(places.map(\.theirs))),
    ]
  }

  private func span(_ ranges: [Range<Int>]) -> ClosedRange<Int> {
    let first = (ranges.map(\.lowerBound).min() ?? 0) + 1
    let last = ranges.map { max($0.upperBound, $0.lowerBound + 1) }.max() ?? first
    return first...max(first, last)
  }

  /// Why git stops, in words.
  private func reason(_ conflict: TreeConflict) -> String {
    let (ours, theirs) = (ours.branchName, theirs.branchName)
    let side = conflict.side.map { $0 == .ours ? ours : theirs } ?? ""
    let other = conflict.side.map { $0 == .ours ? theirs : ours } ?? ""
    let first = conflict.otherPaths.first?.text ?? ""
    switch conflict.kind {
    case .content:
      let settled = conflict.decisions.count { $0.certainty != .ask }
      let rest = settled == 0 ? "" : "; rules settled \(settled) more"
      let places = conflict.hunks.count == 1 ? "" : " in \(conflict.hunks.count) places"
      return "both changed the same lines" + places + rest
    case .addAdd: return "both added this file, with different content"
    case .modifyDelete: return "\(side) removed the file, \(other) changed it"
    case .binary: return "both changed a file that is not merged as text"
    case .submodule: return "both moved the submodule, and neither commit contains the other"
    case .fileDirectory: return "\(side) has a file where \(other) has the folder \(first)"
    case .distinctTypes: return "a file, a symbolic link or a submodule: each side has another type"
    case .renameRename:
      return "renamed to \(first) by \(ours) and to \(conflict.otherPaths.last?.text ?? "") by \(theirs)"
    case .renameDelete: return "\(side) renamed it from \(first), \(other) removed it"
    case .renameCollides: return "\(side) renamed \(first) to a name that \(other) uses for another file"
    case .fileLocation: return "\(side) added \(first) to a folder that \(other) renamed"
    case .folderRenameSplit:
      return "\(side) moved the folder's files to several places, none with most of them"
    case .implicitFolderRename: return "the renamed folder would put a file where there is something else"
    }
  }
}

/// A short name for a clash that does not depend on the run or on the order of the lanes.
///
/// - Parameter detail: what tells several clashes of one kind, path and lanes apart, such as a name.
public func clashID(kind: String, lanes: [String], path: GitPath, detail: String? = nil) -> String {
  var hash = StableHash()
  for part in [Array(kind.utf8), path.bytes]
    + lanes.map({ Array($0.utf8) }).sorted(by: { $0.lexicographicallyPrecedes($1) })
    + (detail.map { [Array($0.utf8)] } ?? [])
  {
    hash.add(part + [0])
  }
  let digits = String(hash.value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
