/// A hash of bytes that is the same in every run and on every machine, unlike Swift's own.
///
/// Source: FNV-1a, 64 bits, http://www.isthe.com/chongo/tech/comp/fnv/
struct StableHash: Sendable, Hashable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ byte: UInt8) { mix(UInt64(byte)) }

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
  }

  /// Marks the end of a part, as no byte can.
  mutating func addEnd() { mix(0x1_00) }

  private mutating func mix(_ number: UInt64) { value = (value ^ number) &* 0x100_0000_01b3 }
}
