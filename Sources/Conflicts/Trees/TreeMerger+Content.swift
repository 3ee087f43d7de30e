import GitValues
import Merging

/// What became of the content and mode of one path.
struct MergedContent {
  var entry: FileEntry?
  var isClean: Bool
  var isBinary = false
  var hunks: [ConflictHunk] = []
  var nearby: [NearbyChange] = []
  var decisions: [HunkDecision] = []
  var duplicates: [MergedDuplicate] = []
  var wasMergedAsText = false
}

extension TreeMerger {
  /// Merges the content and mode of a path that both sides have, in one type.
  ///
  /// - Parameters:
  ///   - path: whose attributes rule.
  ///   - stages: the versions; both sides' must be there and of one kind.
  ///   - names: the path each version came from.
  ///   - extraMarkerSize: how much longer than usual conflict markers are.
  func mergeContent(
    at path: GitPath, _ stages: Triple<FileEntry?>, names: Triple<GitPath>, extraMarkerSize: Int
  ) throws(Source.Failure) -> MergedContent {
    guard let ours = stages.ours, let theirs = stages.theirs else {
      return MergedContent(entry: stages.ours ?? stages.theirs, isClean: false)
    }
    let mode = mergeModes(base: stages.base?.mode, ours: ours.mode, theirs: theirs.mode)
    if ours.id == theirs.id || ours.id == stages.base?.id {
      return MergedContent(entry: FileEntry(mode: mode.mode, id: theirs.id), isClean: mode.isClean)
    }
    if theirs.id == stages.base?.id {
      return MergedContent(entry: FileEntry(mode: mode.mode, id: ours.id), isClean: mode.isClean)
    }
    // A base of another kind has nothing in common with the sides.
    let base = stages.base?.mode.kind == ours.mode.kind ? stages.base?.id : nil
    var merged: MergedContent
    switch ours.mode.kind {
    case .regular:
      // Where a rename brought versions together, the result may be merged once more.
      let isPlain = names == Triple(all: path) && extraMarkerSize == 0
      let request = BlobMergeRequest(
        path: path, base: base, ours: ours.id, theirs: theirs.id, names: names,
        extraMarkerSize: extraMarkerSize, isVirtual: options.depth > 0,
        wantsResult: !(options.isProbe && isPlain))
      merged = try mergeTexts(request, mode: mode.mode)
    case .submodule:
      merged = try mergeSubmodule(
        at: names.base, base: base, ours: ours, theirs: theirs, baseEntry: stages.base)
    default:
      let kept = options.depth > 0 ? stages.base : ours
      merged = MergedContent(entry: kept, isClean: false)
    }
    merged.isClean = merged.isClean && mode.isClean
    return merged
  }

  private func mergeModes(
    base: FileMode?, ours: FileMode, theirs: FileMode
  ) -> (mode: FileMode, isClean: Bool) {
    if ours == theirs || ours == base { return (theirs, true) }
    return (ours, theirs == base)
  }

  private func mergeTexts(
    _ request: BlobMergeRequest, mode: FileMode
  ) throws(Source.Failure) -> MergedContent {
    let blob = try source.mergeBlobs(request)
    return MergedContent(
      entry: FileEntry(mode: mode, id: blob.id), isClean: blob.isClean, isBinary: blob.isBinary,
      hunks: blob.conflicts, nearby: blob.nearby, decisions: blob.decisions,
      duplicates: blob.duplicates, wasMergedAsText: !blob.isBinary)
  }

  private func mergeSubmodule(
    at path: GitPath, base: ObjectID?, ours: FileEntry, theirs: FileEntry, baseEntry: FileEntry?
  ) throws(Source.Failure) -> MergedContent {
    if let base {
      let commits = Triple(base: base, ours: ours.id, theirs: theirs.id)
      if let newer = try source.mergeSubmodule(path, commits) {
        return MergedContent(entry: FileEntry(mode: .submodule, id: newer), isClean: true)
      }
    }
    return MergedContent(entry: options.depth > 0 ? baseEntry : ours, isClean: false)
  }
}
