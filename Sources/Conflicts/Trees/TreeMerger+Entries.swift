import GitValues

extension TreeMerger {
  /// Turns every state into an entry, a removal or a conflict.
  ///
  /// Deepest paths come first: whether a file has to make way for a folder is only known once
  /// everything in the folder is settled.
  mutating func settleEntries() throws(Source.Failure) {
    var folders: Set<GitPath> = []
    let paths = states.keys.sorted { PathOrder(path: $1) < PathOrder(path: $0) }
    for path in paths {
      guard let state = states[path] else { continue }
      if state.isRemoved {
        put(nil, at: path, in: &folders)
      } else if folders.contains(path) {
        try settleBesideFolder(path, state, in: &folders)
      } else {
        try settle(path, state, in: &folders)
      }
    }
  }

  /// Records what a path is to hold.
  private mutating func put(_ entry: FileEntry?, at path: GitPath, in folders: inout Set<GitPath>) {
    result.updates[path] = .some(entry)
    guard entry != nil else { return }
    var folder = path.parent
    while !folder.isRoot, folders.insert(folder).inserted { folder = folder.parent }
  }

  /// A folder has the name that a file wants.
  private mutating func settleBesideFolder(
    _ path: GitPath, _ state: PathState, in folders: inout Set<GitPath>
  ) throws(Source.Failure) {
    let isGone = state.stages.ours == nil && state.stages.theirs == nil
    let isRemovedByOne =
      state.match == .oursIsBase && state.stages.theirs == nil
      || state.match == .theirsIsBase && state.stages.ours == nil
    guard !isGone, !isRemovedByOne else {
      result.updates[path] = .some(nil)
      return
    }
    let side = try sideOfFile(beside: path, state)
    let place = uniquePath(path, side)
    result.updates[path] = .some(nil)
    result.conflicts.append(TreeConflict(.fileDirectory, at: place, with: [path], by: side))
    try settle(place, state, movedBy: side, in: &folders)
  }

  /// The side that has a file where the other, or a folder that moved, has a folder.
  private func sideOfFile(beside path: GitPath, _ state: PathState) throws(Source.Failure) -> Side {
    if try source.hasFolder(path, in: .side(.ours)) { return .theirs }
    if try source.hasFolder(path, in: .side(.theirs)) { return .ours }
    return state.stages.ours != nil ? .ours : .theirs
  }

  /// Settles a state at its path.
  ///
  /// - Parameter side: the side whose file had to make way for a folder, if it had.
  private mutating func settle(
    _ path: GitPath, _ state: PathState, movedBy side: Side? = nil, in folders: inout Set<GitPath>
  ) throws(Source.Failure) {
    let stages = state.stages
    let isBlocked = state.hasPathConflict || side != nil
    switch (state.match, stages.ours, stages.theirs) {
    case (.sidesAreEqual, _, _):
      finish(path, stages.ours, stages, isClean: !isBlocked, in: &folders)
    case (.oursIsBase, _, _):
      finish(path, stages.theirs, stages, isClean: stages.theirs == nil || !isBlocked, in: &folders)
    case (.theirsIsBase, _, _):
      finish(path, stages.ours, stages, isClean: stages.ours == nil || !isBlocked, in: &folders)
    case (.none, let ours?, let theirs?) where ours.mode.kind != theirs.mode.kind:
      settleTypes(path, stages, in: &folders)
    case (.none, _?, _?):
      try settleContent(path, state, movedBy: side, in: &folders)
    case (.none, nil, nil):
      finish(path, nil, stages, isClean: !isBlocked, in: &folders)
    case (.none, _, _) where stages.base != nil:
      settleDeletion(path, state, in: &folders)
    case (.none, _, _):
      finish(path, stages.ours ?? stages.theirs, stages, isClean: !isBlocked, in: &folders)
    }
  }

  private mutating func finish(
    _ path: GitPath, _ entry: FileEntry?, _ stages: Triple<FileEntry?>, isClean: Bool,
    in folders: inout Set<GitPath>
  ) {
    put(entry, at: path, in: &folders)
    if !isClean { result.unmerged[path] = stages }
  }

  /// Both sides have a file here, of one type.
  private mutating func settleContent(
    _ path: GitPath, _ state: PathState, movedBy side: Side?, in folders: inout Set<GitPath>
  ) throws(Source.Failure) {
    var stages = state.stages
    let merged = try mergeContent(
      at: path, stages, names: state.names, extraMarkerSize: 2 * options.depth)
    let isClean = merged.isClean && !state.hasPathConflict && side == nil
    if merged.isClean, let side {
      stages = Triple(all: nil)
      stages[side] = merged.entry
    }
    finish(path, merged.entry, stages, isClean: isClean, in: &folders)
    if merged.isClean {
      if merged.wasMergedAsText {
        let settled = merged.decisions.isEmpty ? nil : textKind(state.stages)
        result.cleanTexts.append(
          CleanTextMerge(
            path: path, settled: settled, nearby: merged.nearby, decisions: merged.decisions,
            duplicates: merged.duplicates))
      }
      return
    }
    let others = Set([state.names.base, state.names.ours, state.names.theirs]).subtracting([path]).sorted()
    var kind = textKind(stages)
    if merged.isBinary { kind = .binary }
    if merged.entry?.mode == .submodule { kind = .submodule }
    result.conflicts.append(
      TreeConflict(kind, at: path, with: others, hunks: merged.hunks, decisions: merged.decisions))
  }

  /// What git calls two texts that do not merge.
  private func textKind(_ stages: Triple<FileEntry?>) -> ConflictKind {
    stages.base == nil ? .addAdd : .content
  }

  /// One side changed the file, the other removed it.
  private mutating func settleDeletion(
    _ path: GitPath, _ state: PathState, in folders: inout Set<GitPath>
  ) {
    let side: Side = state.stages.ours != nil ? .ours : .theirs
    let kept = options.depth > 0 ? state.stages.base : state.stages[side]
    finish(path, kept, state.stages, isClean: false, in: &folders)
    // A renamed file that only the other side removed is told as that.
    let isOnlyRenamed = state.hasPathConflict && state.stages.base?.id == state.stages[side]?.id
    if !isOnlyRenamed {
      result.conflicts.append(TreeConflict(.modifyDelete, at: path, by: side.other))
    }
  }

  /// A file on one side, a symbolic link or submodule on the other: both stay, under different names.
  private mutating func settleTypes(
    _ path: GitPath, _ stages: Triple<FileEntry?>, in folders: inout Set<GitPath>
  ) {
    guard options.depth == 0 else {
      finish(path, stages.base, stages, isClean: false, in: &folders)
      return
    }
    let movesOurs = stages.ours?.mode.isRegular == true
    let movesTheirs = !movesOurs && stages.theirs?.mode.isRegular == true
    let movesBoth = !movesOurs && !movesTheirs
    var places: [GitPath] = []
    for side in Side.allCases {
      let moves = movesBoth || (side == .ours ? movesOurs : movesTheirs)
      let place = moves ? uniquePath(path, side) : path
      var own = Triple<FileEntry?>(all: nil)
      own[side] = stages[side]
      if stages.base?.mode.kind == stages[side]?.mode.kind { own.base = stages.base }
      finish(place, stages[side], own, isClean: false, in: &folders)
      if moves { places.append(place) }
    }
    if movesBoth { result.updates[path] = .some(nil) }
    result.conflicts.append(TreeConflict(.distinctTypes, at: path, with: places))
  }

  /// A free name beside `path` that tells whose file it is: `path~BRANCH`.
  private func uniquePath(_ path: GitPath, _ side: Side) -> GitPath {
    let flat = name(of: side).utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 }
    let wanted = GitPath(path.bytes + [UInt8(ascii: "~")] + flat)
    var place = wanted
    var number = 0
    while states[place] != nil || result.updates[place] != nil {
      place = GitPath(wanted.bytes + Array("_\(number)".utf8))
      number += 1
    }
    return place
  }
}

/// The order in which a folder stands right before what is in it: as if every path ended in a slash.
private struct PathOrder: Comparable {
  let path: GitPath

  static func < (a: PathOrder, b: PathOrder) -> Bool {
    let x = a.path.bytes
    let y = b.path.bytes
    let shared = min(x.count, y.count)
    for index in 0..<shared where x[index] != y[index] { return x[index] < y[index] }
    guard x.count != y.count else { return false }
    let slash = UInt8(ascii: "/")
    let next = x.count > shared ? x[shared] : y[shared]
    if next == slash { return x.count < y.count }
    return x.count > shared ? next < slash : slash < next
  }
}
