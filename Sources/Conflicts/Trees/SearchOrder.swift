import GitValues

/// The order in which the candidates of a side's renames are looked at.
///
/// It decides between equally good candidates, so it has to be git's. Git walks the three trees in the order
/// of paths, but puts folders that only one side touched off until the end, and takes those in the order of
/// a hash table. A folder that is put off is walked as a whole, in the order of paths.
struct SearchOrder {
  private let other: ChangeSet
  /// Folders in which the other side changed something.
  private let otherFolders: Set<GitPath>
  private let relevance: FolderRelevance
  /// Folders that are put off → their place among these.
  private var late: [GitPath: Int] = [:]

  /// - Parameters:
  ///   - own: what the side changed.
  ///   - other: what the other side changed.
  ///   - relevance: folders whose new place has to be known are never put off.
  init(own: ChangeSet, other: ChangeSet, relevance: FolderRelevance) {
    self.other = other
    self.relevance = relevance
    var folders: Set<GitPath> = []
    for change in other.changes {
      var folder = change.path.parent
      while !folder.isRoot, folders.insert(folder).inserted { folder = folder.parent }
    }
    otherFolders = folders
    var table = ChainedTable()
    var seen: Set<GitPath> = []
    for change in own.changes {
      guard let folder = lateFolder(of: change.path), seen.insert(folder).inserted else { continue }
      table.insert(folder)
    }
    for (place, folder) in table.keys.enumerated() { late[folder] = place }
  }

  /// The folders that are put off.
  var lateFolders: some Sequence<GitPath> { late.keys }

  /// Arranges paths.
  ///
  /// - Parameter changes: sorted by path.
  func arrange(_ changes: [PathChange]) -> [PathChange] {
    guard !late.isEmpty else { return changes }
    var first: [PathChange] = []
    var groups: [[PathChange]] = Array(repeating: [], count: late.count)
    for change in changes {
      if let folder = lateFolder(of: change.path), let place = late[folder] {
        groups[place].append(change)
      } else {
        first.append(change)
      }
    }
    return first + groups.joined()
  }

  /// The outermost folder above a path that is put off.
  private func lateFolder(of path: GitPath) -> GitPath? {
    path.ancestors.last { folder in
      !otherFolders.contains(folder) && !relevance.isRelevant(folder)
        && other.change(at: folder) == nil
    }
  }
}

/// A hash table with chains, for nothing but the order in which it hands out its keys.
///
/// Hash: FNV-1 with 32 bits, http://www.isthe.com/chongo/tech/comp/fnv/. New keys go to the front of their
/// chain; above 80 % load the table grows to four times its size, chain by chain.
private struct ChainedTable {
  private var chains: [[GitPath]] = Array(repeating: [], count: 64)
  private var count = 0

  /// The keys, chain by chain; a chain's newest key is its last.
  var keys: [GitPath] { chains.flatMap { $0.reversed() } }

  mutating func insert(_ key: GitPath) {
    push(key)
    count += 1
    guard count > chains.count * 80 / 100 else { return }
    let old = keys
    chains = Array(repeating: [], count: chains.count * 4)
    for key in old { push(key) }
  }

  private mutating func push(_ key: GitPath) {
    var hash: UInt32 = 0x811c_9dc5
    for byte in key.bytes { hash = hash &* 0x0100_0193 ^ UInt32(byte) }
    chains[Int(hash) & (chains.count - 1)].append(key)
  }
}
