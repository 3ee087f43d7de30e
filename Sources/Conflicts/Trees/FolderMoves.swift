import GitValues

/// Where the files of vanished folders went: old folder → new folder → number of files.
struct FolderMoves {
  private(set) var counts: [GitPath: [GitPath: Int]] = [:]
  /// The vanished folders of the side and why each is looked at.
  var vanished: [GitPath: FolderRelevance.Reason]
  /// Where a folder most likely went, judged by the files that moved unchanged.
  private var guesses: [GitPath: GitPath] = [:]

  init(vanished: [GitPath: FolderRelevance.Reason]) { self.vanished = vanished }

  /// Counts a renamed file for its folder, and for the folders above as long as the ends of both paths agree.
  mutating func add(from old: GitPath, to new: GitPath) {
    var oldFolder = old
    var newFolder = new
    var isFirst = true
    repeat {
      let ends = (oldFolder.name, newFolder.name)
      oldFolder = oldFolder.parent
      guard let reason = vanished[oldFolder] else { return }
      newFolder = newFolder.parent
      // `a/b/x` → `a/c/x` says something of `a/b`, nothing of `a`.
      guard isFirst || ends.0 == ends.1 else { return }
      if isFirst || reason == .forItself { counts[oldFolder, default: [:]][newFolder, default: 0] += 1 }
      if reason == .unimportant { return }
      isFirst = false
    } while !oldFolder.isRoot && !newFolder.isRoot
  }

  /// Settles the guesses on what was counted up to now.
  mutating func guess() {
    guesses = counts.mapValues { FolderMoves.leaders(of: $0).first ?? .root }
  }

  /// Where a file would be if it had gone with most of its folder; nil if nothing is known of the folder.
  func guess(for path: GitPath) -> GitPath? { guesses[path.parent].map { $0.appending(path.name) } }

  /// Notes that enough is known of a folder's new place: no further files need to be looked for on its behalf.
  ///
  /// - Parameter pending: how many files of each folder and what is below it are still unaccounted for.
  mutating func settle(pending: [GitPath: Int]) {
    for (folder, reason) in vanished where reason == .forItself {
      var numbers = counts[folder].map { Array($0.values) } ?? []
      guard !numbers.isEmpty || pending[folder] != nil else { continue }
      numbers.sort(by: >)
      let second = numbers.count > 1 ? numbers[1] : 0
      if (numbers.first ?? 0) > second + (pending[folder] ?? 0) { vanished[folder] = .forAncestor }
    }
  }

  /// The folders that vanished for good: old folder → new folder, and those that went to several places alike.
  func outcome() -> (moved: [GitPath: GitPath], split: [GitPath]) {
    var moved: [GitPath: GitPath] = [:]
    var split: [GitPath] = []
    for (folder, places) in counts {
      guard let reason = vanished[folder], reason != .unimportant else { continue }
      let leaders = FolderMoves.leaders(of: places)
      if leaders.count == 1 { moved[folder] = leaders[0] } else { split.append(folder) }
    }
    return (moved, split.sorted())
  }

  /// The places with the most files.
  private static func leaders(of places: [GitPath: Int]) -> [GitPath] {
    let most = places.values.max() ?? 0
    return places.filter { $0.value == most }.keys.sorted()
  }
}
