import GitValues

/// A file that one side renamed.
struct Rename {
  let old: GitPath
  /// Where it went; a folder's move may take it further.
  var new: GitPath
  let side: Side
}

extension TreeMerger {
  /// Finds the renames of both sides and brings the stages of each renamed file together.
  mutating func followRenames() throws(Source.Failure) {
    let removed = Sides(ours: filesRemoved(by: .ours), theirs: filesRemoved(by: .theirs))
    let added = Sides(ours: filesAdded(by: .ours), theirs: filesAdded(by: .theirs))
    guard !removed.ours.isEmpty || !removed.theirs.isEmpty else { return }
    guard !added.ours.isEmpty || !added.theirs.isEmpty else { return }
    let relevance = try FolderRelevance(removed: removed, added: added, source: source)
    var pairs = Sides<[GitPath: GitPath]>(ours: [:], theirs: [:])
    var moved = Sides<[GitPath: GitPath]>(ours: [:], theirs: [:])
    for side in Side.allCases {
      let reasons = reasonsToFind(removed[side], by: side, relevance)
      let order = SearchOrder(own: changes[side], other: changes[side.other], relevance: relevance)
      // Where no rename is looked for, the folders that only this side touched are settled as they are.
      if reasons.isEmpty { settledFolders.formUnion(order.lateFolders) }
      guard !reasons.isEmpty, !added[side].isEmpty else { continue }
      var detector = RenameDetector(
        removed: order.arrange(removed[side]), added: order.arrange(added[side]), reasons: reasons,
        vanished: relevance.vanished[side], source: source)
      try detector.run(limit: options.renameLimit)
      pairs[side] = detector.pairs
      if let limit = detector.neededLimit {
        result.neededRenameLimit = max(limit, result.neededRenameLimit ?? 0)
      }
      if options.folderRenames != .off && options.depth == 0 {
        moved[side] = folderMoves(detector.moves, by: side)
      }
    }
    try process(try collectRenames(pairs: pairs, added: added, moved: moved))
  }

  private func filesRemoved(by side: Side) -> [PathChange] {
    changes[side].changes.filter { $0.old != nil && $0.new == nil }
  }

  private func filesAdded(by side: Side) -> [PathChange] {
    changes[side].changes.filter { $0.old == nil && $0.new != nil }
  }

  private func reasonsToFind(
    _ removed: [PathChange], by side: Side, _ relevance: FolderRelevance
  ) -> [GitPath: RenameDetector<Source>.Reason] {
    var reasons: [GitPath: RenameDetector<Source>.Reason] = [:]
    for change in removed {
      guard let state = states[change.path] else { continue }
      if state.stages[side.other] != state.stages.base {
        reasons[change.path] = .content
      } else if relevance.isRelevant(change.path.parent) {
        reasons[change.path] = .location
      }
    }
    return reasons
  }

  /// Brings the stages of renamed files together.
  ///
  /// - Parameter renames: sorted by old path; where both sides renamed a file, ours comes first.
  private mutating func process(_ renames: [Rename]) throws(Source.Failure) {
    var index = 0
    while index < renames.count {
      let rename = renames[index]
      index += 1
      guard let old = states[rename.old], !old.isRemoved else { continue }
      if index < renames.count, renames[index].old == rename.old {
        try processDouble(rename, renames[index])
        index += 1
      } else if rename.old != rename.new {
        // A file that its folder's move brought back to its old name is no rename.
        try processSingle(rename, old)
      }
    }
  }

  /// Both sides renamed the file.
  private mutating func processDouble(_ ours: Rename, _ theirs: Rename) throws(Source.Failure) {
    guard let base = states[ours.old], states[ours.new] != nil, states[theirs.new] != nil else { return }
    if ours.new == theirs.new {
      states[ours.new]?.stages.base = base.stages.base
      states[ours.old]?.isRemoved = true
      return
    }
    let stages = Triple(
      base: base.stages.base, ours: states[ours.new]?.stages.ours, theirs: states[theirs.new]?.stages.theirs)
    let names = Triple(base: ours.old, ours: ours.new, theirs: theirs.new)
    let merged = try mergeContent(
      at: ours.old, stages, names: names, extraMarkerSize: 1 + 2 * options.depth)
    // Where contents cannot be merged each name keeps its own.
    let keepsBoth = !merged.isClean && merged.entry == stages.ours
    states[ours.new]?.stages.ours = merged.entry
    states[theirs.new]?.stages.theirs = keepsBoth ? stages.theirs : merged.entry
    for path in [ours.old, ours.new, theirs.new] { states[path]?.hasPathConflict = true }
    result.conflicts.append(
      TreeConflict(.renameRename, at: ours.old, with: [ours.new, theirs.new], hunks: merged.hunks))
  }

  /// One side renamed the file; the other may have changed or removed it, or used its new name.
  private mutating func processSingle(_ rename: Rename, _ old: PathState) throws(Source.Failure) {
    guard var new = states[rename.new] else { return }
    let side = rename.side
    let isDeleted = old.stages[side.other] == nil
    let otherKind = old.stages[side.other].map { $0.mode.isRegular }
    let changesType = !isDeleted && otherKind != new.stages[side].map { $0.mode.isRegular }
    let collides = new.stages[side.other] != nil && !changesType
    if collides && !isDeleted {
      new.stages[side] = try mergeColliding(rename, old, new)
    } else if collides {
      new.hasPathConflict = true
      result.conflicts.append(TreeConflict(.renameDelete, at: rename.new, with: [rename.old], by: side))
    } else {
      new.stages.base = old.stages.base
      new.names.base = rename.old
      if changesType {
        states[rename.old]?.stages.base = nil
      } else if isDeleted {
        new.hasPathConflict = true
        result.conflicts.append(TreeConflict(.renameDelete, at: rename.new, with: [rename.old], by: side))
      } else {
        new.stages[side.other] = old.stages[side.other]
        new.names[side.other] = rename.old
      }
    }
    states[rename.new] = new
    if !changesType { states[rename.old]?.isRemoved = true }
  }

  /// The new name is taken on the other side: the renamed file is merged first, and then the two meet.
  private mutating func mergeColliding(
    _ rename: Rename, _ old: PathState, _ new: PathState
  ) throws(Source.Failure) -> FileEntry? {
    let side = rename.side
    var stages = old.stages
    stages[side] = new.stages[side]
    var names = Triple(all: rename.old)
    names[side] = rename.new
    let merged = try mergeContent(
      at: rename.old, stages, names: names, extraMarkerSize: 1 + 2 * options.depth)
    if !merged.isClean {
      result.conflicts.append(
        TreeConflict(.renameCollides, at: rename.new, with: [rename.old], by: side, hunks: merged.hunks))
    }
    return merged.entry
  }
}
