internal import GitValues

/// The names in one folder that the index has something at or below.
struct TrackedNames {
  /// Positions of entries that lie in the folder itself.
  private(set) var files: [Int] = []
  /// The folders in it with the positions of all that lies below them.
  private(set) var folders: [(name: ArraySlice<UInt8>, range: Range<Int>)] = []

  /// - Parameters:
  ///   - range: the positions of the entries below `path`.
  init(_ entries: [IndexEntry], in range: Range<Int>, below path: GitPath) {
    let start = path.isRoot ? 0 : path.bytes.count + 1
    var position = range.lowerBound
    while position < range.upperBound {
      let bytes = entries[position].path.bytes
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "/")) else {
        files.append(position)
        position += 1
        continue
      }
      // All paths with one beginning are neighbours.
      let first = position
      repeat {
        position += 1
      } while position < range.upperBound
        && TrackedNames.isBelow(entries[position].path.bytes, bytes, from: start, to: end)
      folders.append((bytes[start..<end], first..<position))
    }
  }

  private static func isBelow(_ bytes: [UInt8], _ first: [UInt8], from start: Int, to end: Int) -> Bool {
    guard bytes.count > end, bytes[end] == UInt8(ascii: "/") else { return false }
    return bytes[start..<end] == first[start..<end]
  }

  /// What the index has at a name.
  enum Kind { case file, folder, submodule }

  /// What the index has at each name, sorted by name.
  func kinds(_ entries: [IndexEntry]) -> [(name: ArraySlice<UInt8>, kind: Kind)] {
    var kinds: [(name: ArraySlice<UInt8>, kind: Kind)] = []
    kinds.reserveCapacity(files.count + folders.count)
    for position in files {
      let entry = entries[position]
      kinds.append((entry.path.name, entry.entry.mode == .submodule ? .submodule : .file))
    }
    for (name, _) in folders { kinds.append((name, .folder)) }
    return kinds.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// Whether what is there now is looked at as a tracked path, so that it is not an untracked one.
  static func covers(_ tracked: Kind?, _ now: FileStatus.Kind) -> Bool {
    switch tracked {
    case nil: false
    case .file: now != .folder
    case .folder: now == .folder
    case .submodule: true
    }
  }
}
