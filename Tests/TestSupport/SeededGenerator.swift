import Foundation

/// A small generator whose numbers follow from its seed (SplitMix64), so that a failure can be had again.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// The seed in `FANIN_TEST_SEED`; `random` there asks for another one each run. Printed in any case.
  ///
  /// Without the variable it is always the same: of some ten thousand random merges one is told apart from
  /// git's for reasons that are git's own, and a test run should not depend on that.
  public static func seed(for test: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["FANIN_TEST_SEED"]
    let seed = given == "random" ? UInt64.random(in: 1...999_999_999) : given.flatMap(UInt64.init) ?? 20_261
    print("\(test): FANIN_TEST_SEED=\(seed)")
    return seed
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
