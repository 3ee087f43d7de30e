import Foundation

/// A small generator whose numbers follow from its seed (SplitMix64), so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The seed in `OUTLINES_TEST_SEED`, or another one each run; printed either way.
  static func seed(for test: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["OUTLINES_TEST_SEED"].flatMap(UInt64.init)
    let seed = given ?? UInt64.random(in: 1...999_999_999)
    print("\(test): OUTLINES_TEST_SEED=\(seed)")
    return seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
