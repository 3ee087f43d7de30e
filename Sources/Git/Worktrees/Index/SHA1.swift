/// The SHA-1 sum of bytes, with which an index file ends.
///
/// libgit2 hashes objects only, with their header; an index is hashed bare. Source: FIPS 180-4, section 6.1. The
/// sum guards against damage, not against an attacker: objects are never named by this code.
struct SHA1 {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32) = (
    0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0
  )
  private var words = [UInt32](repeating: 0, count: 80)

  private init() {}

  /// The 20 bytes of the sum.
  ///
  /// - Complexity: linear in the number of bytes.
  static func sum(of bytes: [UInt8]) -> [UInt8] {
    var sum = SHA1()
    let whole = bytes.count / 64 * 64
    for start in stride(from: 0, to: whole, by: 64) { sum.add(bytes, at: start) }
    var rest = Array(bytes[whole...]) + [0x80]
    while rest.count % 64 != 56 { rest.append(0) }
    appendBigEndian(UInt64(bytes.count) * 8, to: &rest)
    for start in stride(from: 0, to: rest.count, by: 64) { sum.add(rest, at: start) }
    var result: [UInt8] = []
    for word in [sum.state.0, sum.state.1, sum.state.2, sum.state.3, sum.state.4] {
      appendBigEndian(word, to: &result)
    }
    return result
  }

  /// Adds the block of 64 bytes that begins at `start`.
  private mutating func add(_ bytes: [UInt8], at start: Int) {
    for index in 0..<16 { words[index] = bigEndian(bytes, at: start + 4 * index) }
    for index in 16..<80 {
      let word = words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]
      words[index] = rotate(word, 1)
    }
    var (a, b, c, d, e) = state
    for index in 0..<80 {
      let (mixed, constant) = SHA1.mix(index, b, c, d)
      let next = rotate(a, 5) &+ mixed &+ e &+ constant &+ words[index]
      (e, d, c, b, a) = (d, c, rotate(b, 30), a, next)
    }
    state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e)
  }

  @inline(__always)
  private static func mix(_ index: Int, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> (UInt32, UInt32) {
    if index < 20 { return ((b & c) | (~b & d), 0x5A82_7999) }
    if index < 40 { return (b ^ c ^ d, 0x6ED9_EBA1) }
    if index < 60 { return ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC) }
    return (b ^ c ^ d, 0xCA62_C1D6)
  }
}

@inline(__always)
private func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word << count | word >> (32 - count) }

/// The four bytes at `offset` as a number, highest byte first.
@inline(__always)
func bigEndian(_ bytes: [UInt8], at offset: Int) -> UInt32 {
  UInt32(bytes[offset]) << 24 | UInt32(bytes[offset + 1]) << 16 | UInt32(bytes[offset + 2]) << 8
    | UInt32(bytes[offset + 3])
}

/// Appends a number, highest byte first.
func appendBigEndian(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
  for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
    bytes.append(UInt8(truncatingIfNeeded: value >> shift))
  }
}
