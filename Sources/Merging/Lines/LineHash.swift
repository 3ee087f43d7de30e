/// The hash of lines: multiply and fold, eight bytes a step, keyed with secrets drawn once a process.
///
/// The keys keep an author of a text from preparing lines that share a hash and so from making a merge
/// quadratic. They never show in a result: equal hashes are always followed by a comparison of bytes.
enum LineHash {
  /// The keys of one process.
  struct Keys: Sendable {
    let start: UInt64
    let step: UInt64
    let end: UInt64

    init() {
      start = .random(in: .min ... .max)
      // Odd, so that multiplication loses no bits.
      step = .random(in: .min ... .max) | 1
      end = .random(in: .min ... .max) | 1
    }
  }

  static let keys = Keys()

  /// The 128-bit product of two words, its halves folded into one.
  @inline(__always)
  static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// Eight bytes as one number, the first byte lowest.
  @inline(__always)
  static func word(_ bytes: Span<UInt8>, at index: Int) -> UInt64 {
    // A span of known length has no more bounds to check, so this becomes one load.
    let part = bytes.extracting(index..<index &+ 8)
    let low = UInt64(part[0]) | UInt64(part[1]) << 8 | UInt64(part[2]) << 16 | UInt64(part[3]) << 24
    let high = UInt64(part[4]) | UInt64(part[5]) << 8 | UInt64(part[6]) << 16 | UInt64(part[7]) << 24
    return low | high << 32
  }

  /// Fewer than eight bytes as one number, the missing ones zero.
  @inline(__always)
  static func partialWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var word: UInt64 = 0
    for index in range.reversed() {
      word = word << 8 | UInt64(bytes[index])
    }
    return word
  }

  /// Marks the line feeds of a word: the lowest set bit is the highest bit of the first one.
  @inline(__always)
  static func lineFeeds(in word: UInt64) -> UInt64 {
    let zeroed = word ^ 0x0A0A_0A0A_0A0A_0A0A
    return (zeroed &- 0x0101_0101_0101_0101) & ~zeroed & 0x8080_8080_8080_8080
  }
}
