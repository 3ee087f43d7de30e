import GitValues
import Merging

/// How much of one file is found in another, as git measures it for renames.
///
/// A file is cut into chunks: lines, and pieces of 64 bytes of longer ones. A chunk is known by a hash with
/// 107,927 values; what two files have in common is, over all hashes, the smaller of the two numbers of
/// bytes. It is an estimate, and it must be git's estimate to the byte: whether a pair counts as a rename
/// decides what a merge is. Source: the description in git's `diffcore` documentation ("-M") and its
/// observable results.
///
/// Complexity: linear in the bytes of a file, once; then linear in the distinct chunks of the pair.
struct ChunkProfile: Sendable {
  /// Hash → bytes in chunks of that hash, sorted by hash.
  private let chunks: [(hash: UInt32, bytes: Int)]

  /// The score of two files with everything in common.
  static let fullScore = 60000
  private static let hashes: UInt32 = 107_927
  private static let longestChunk = 64

  /// - Parameters:
  ///   - bytes: the file.
  ///   - isBinary: a text's CR before LF is not counted.
  init(_ bytes: [UInt8], isBinary: Bool) {
    var counts: [UInt32: Int] = [:]
    var first: UInt32 = 0
    var second: UInt32 = 0
    var length = 0
    for (index, byte) in bytes.enumerated() {
      let isLineEnd = !isBinary && byte == 13 && index + 1 < bytes.count && bytes[index + 1] == 10
      if isLineEnd { continue }
      (first, second) = (first << 7 ^ second >> 25, second << 7 ^ first >> 25)
      first &+= UInt32(byte)
      length += 1
      guard length == ChunkProfile.longestChunk || byte == 10 else { continue }
      counts[(first &+ second &* 0x61) % ChunkProfile.hashes, default: 0] += length
      (first, second, length) = (0, 0, 0)
    }
    // Git leaves the last chunk uncounted unless it is a whole one; so do we.
    chunks = counts.map { ($0.key, $0.value) }.sorted { $0.hash < $1.hash }
  }

  /// How many bytes of this file are also in `other`.
  func copied(into other: ChunkProfile) -> Int {
    var total = 0
    var j = 0
    for chunk in chunks {
      while j < other.chunks.count, other.chunks[j].hash < chunk.hash { j += 1 }
      guard j < other.chunks.count else { break }
      if other.chunks[j].hash == chunk.hash { total += min(chunk.bytes, other.chunks[j].bytes) }
    }
    return total
  }
}

/// Measures files against one another and remembers what it read.
struct SimilarityMeter<Source: MergeSource> {
  private let source: Source
  private var profiles: [ObjectID: ChunkProfile] = [:]
  private var sizes: [ObjectID: Int] = [:]

  init(source: Source) { self.source = source }

  /// The similarity of two files, 0 to 60,000.
  ///
  /// - Parameter minimum: pairs whose sizes alone keep them below this score are not read and score 0.
  mutating func score(
    _ old: FileEntry, _ new: FileEntry, minimum: Int
  ) throws(Source.Failure) -> Int {
    guard old.mode.isRegular, new.mode.isRegular else { return 0 }
    let oldSize = try size(old.id)
    let newSize = try size(new.id)
    let larger = max(oldSize, newSize)
    let difference = larger - min(oldSize, newSize)
    guard larger * (ChunkProfile.fullScore - minimum) >= difference * ChunkProfile.fullScore, newSize > 0
    else { return 0 }
    let copied = try profile(old.id).copied(into: profile(new.id))
    return copied * ChunkProfile.fullScore / larger
  }

  private mutating func size(_ id: ObjectID) throws(Source.Failure) -> Int {
    if let size = sizes[id] { return size }
    let size = try source.size(id)
    sizes[id] = size
    return size
  }

  private mutating func profile(_ id: ObjectID) throws(Source.Failure) -> ChunkProfile {
    if let profile = profiles[id] { return profile }
    let bytes = try source.content(id)
    let profile = ChunkProfile(bytes, isBinary: Merging.isBinary(bytes))
    profiles[id] = profile
    return profile
  }
}
