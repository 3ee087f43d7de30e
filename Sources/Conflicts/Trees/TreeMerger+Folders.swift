import GitValues

extension TreeMerger {
  /// The folders that a side renamed; those that went to several places alike are conflicts.
  mutating func folderMoves(_ moves: FolderMoves, by side: Side) -> [GitPath: GitPath] {
    let outcome = moves.outcome()
    for folder in outcome.split {
      result.conflicts.append(TreeConflict(.folderRenameSplit, at: folder, by: side))
    }
    return outcome.moved
  }

  /// All renames of both sides, with files that follow a renamed folder of the other side.
  ///
  /// - Parameters:
  ///   - pairs: each side's renames, new → old.
  ///   - added: each side's new files.
  ///   - moved: the folders that each side renamed.
  /// - Returns: sorted by old path, ours before theirs.
  mutating func collectRenames(
    pairs: Sides<[GitPath: GitPath]>, added: Sides<[PathChange]>, moved: Sides<[GitPath: GitPath]>
  ) throws(Source.Failure) -> [Rename] {
    // A folder that both sides renamed leads nowhere.
    let ours = moved.ours.filter { moved.theirs[$0.key] == nil }
    let theirs = moved.theirs.filter { moved.ours[$0.key] == nil }
    let folders = Sides(ours: ours, theirs: theirs)
    var arrivals = Sides(
      ours: Arrivals(of: added.ours, through: folders.theirs),
      theirs: Arrivals(of: added.theirs, through: folders.ours))
    var renames: [Rename] = []
    for side in Side.allCases {
      for change in added[side] {
        let old = pairs[side][change.path]
        let target = try place(change.path, by: side, folders: folders, arrivals: &arrivals)
        if let target { move(change.path, to: target, by: side) }
        if let old { renames.append(Rename(old: old, new: target ?? change.path, side: side)) }
      }
    }
    return renames.sorted { ($0.old, $0.side.rawValue) < ($1.old, $1.side.rawValue) }
  }

  /// Which files a folder's move would put at one path.
  struct Arrivals {
    var sources: [GitPath: [GitPath]] = [:]
    var reported: Set<GitPath> = []

    init(of added: [PathChange], through folders: [GitPath: GitPath]) {
      guard !folders.isEmpty else { return }
      for change in added {
        guard let move = Arrivals.move(of: change.path, through: folders) else { continue }
        sources[move.target, default: []].append(change.path)
      }
    }

    /// Where a path goes with the nearest of its folders that moved.
    static func move(
      of path: GitPath, through folders: [GitPath: GitPath]
    ) -> (folder: GitPath, target: GitPath)? {
      for folder in path.ancestors {
        guard let new = folders[folder] else { continue }
        return (folder, new.appending(path.bytes[(folder.bytes.count + 1)...]))
      }
      return nil
    }
  }

  /// Where a new file goes because the other side renamed its folder; nil if it stays.
  private mutating func place(
    _ path: GitPath, by side: Side, folders: Sides<[GitPath: GitPath]>, arrivals: inout Sides<Arrivals>
  ) throws(Source.Failure) -> GitPath? {
    guard arrivals[side.other].sources[path] == nil,
      let (folder, target) = Arrivals.move(of: path, through: folders[side.other]),
      let newFolder = folders[side.other][folder],
      // Our own rename of that place would make the file go round in circles.
      folders[side][newFolder] == nil
    else { return nil }
    if arrivals[side].reported.contains(target) { return nil }
    let sources = arrivals[side].sources[target] ?? []
    var isBlocked = try isTaken(target, by: side)
    if !isBlocked { isBlocked = try hasFile(above: target) }
    guard isBlocked || sources.count > 1 else { return target }
    arrivals[side].reported.insert(target)
    result.conflicts.append(TreeConflict(.implicitFolderRename, at: target, with: sources, by: side))
    return nil
  }

  private func isTaken(_ path: GitPath, by side: Side) throws(Source.Failure) -> Bool {
    if settledFolders.contains(path) { return true }
    if let state = states[path] {
      if state.stages[side] != nil { return true }
      return try source.hasFolder(path, in: .side(side))
    }
    if try source.entry(path, in: .side(side)) != nil { return true }
    return try source.hasFolder(path, in: .side(side))
  }

  /// Whether a file that the merge leaves alone stands where one of the folders above a path would have to be.
  ///
  /// Git does not look and makes a tree that has both.
  private func hasFile(above path: GitPath) throws(Source.Failure) -> Bool {
    for folder in path.ancestors where states[folder] == nil {
      for side in Side.allCases {
        // A new file without a state followed a renamed folder and is gone from here.
        if let change = changes[side].change(at: folder), change.old == nil { continue }
        if try source.entry(folder, in: .side(side)) != nil { return true }
      }
    }
    return false
  }

  /// Moves a file that a side added into the place of the renamed folder.
  private mutating func move(_ path: GitPath, to target: GitPath, by side: Side) {
    guard let state = states.removeValue(forKey: path) else { return }
    var new = states[target] ?? PathState(path: target, stages: Triple(all: nil))
    new.stages[side] = state.stages[side]
    new.names[side] = state.names[side]
    if side == .ours { result.updates[path] = .some(nil) }
    if options.folderRenames == .conflict {
      new.hasPathConflict = true
      result.conflicts.append(TreeConflict(.fileLocation, at: target, with: [path], by: side))
    }
    states[target] = new
  }
}
