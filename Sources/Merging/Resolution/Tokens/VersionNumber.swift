/// A version number, in the order in which versions follow one another.
///
/// Source: semantic versioning 2.0.0, section 11, with any count of numbers in place of three.
struct VersionNumber: Comparable {
  /// The digits of each number, without leading zeros; of any length.
  private let numbers: [[UInt8]]
  /// The parts behind the numbers; empty for a release.
  private let suffix: [[UInt8]]

  /// How many numbers it has.
  var count: Int { numbers.count }

  /// Whether it is one number and the commit that it was built from, as in `2385.vfe86233d0d36`.
  let isBuild: Bool

  /// The words behind the numbers: a development version has others than a release.
  var form: [[UInt8]] { suffix.map { $0.filter { !isDigit($0) } } }

  /// Whether it differs from another one before the last number.
  func isOtherSeries(than other: Self) -> Bool {
    numbers.count != other.numbers.count || numbers.dropLast() != other.numbers.dropLast()
  }

  /// Whether it has the same first number as another one; a build has no series.
  func isOfSeries(of other: Self) -> Bool { isBuild || numbers.first == other.numbers.first }

  /// Whether it is of a later series than two others: of another first number, or second if there is a third.
  func leads(_ low: Self, from old: Self) -> Bool {
    let place = min(numbers.count, 3) - 1
    return [low, old].allSatisfy {
      $0.numbers.count == numbers.count && numbers.prefix(place) != $0.numbers.prefix(place)
    }
  }

  /// Whether another one has the same numbers and not the same suffix.
  func differsInSuffix(_ other: Self) -> Bool { numbers == other.numbers && suffix != other.suffix }

  /// Reads a token of the kind `version`, or one of digits only; nil for anything else.
  init?(_ text: ArraySlice<UInt8>) {
    var rest = text
    if let first = rest.first, first | 0x20 == UInt8(ascii: "v") { rest.removeFirst() }
    guard let first = rest.first, isDigit(first) else { return nil }
    var numbers: [[UInt8]] = []
    while let first = rest.first, isDigit(first) {
      let digits = rest.prefix(while: isDigit)
      numbers.append(Array(digits.drop { $0 == 0x30 }))
      rest = rest.dropFirst(digits.count)
      guard rest.first == 0x2E, let next = rest.dropFirst().first, isDigit(next) else { break }
      rest.removeFirst()
    }
    self.numbers = numbers
    isBuild = numbers.count == 1 && buildEnd(rest, from: rest.startIndex) == rest.endIndex
    suffix = isBuild ? [] : rest.split { !isLetter($0) && !isDigit($0) }.map(Array.init)
  }

  static func < (left: Self, right: Self) -> Bool {
    for index in 0..<max(left.numbers.count, right.numbers.count) {
      let one = index < left.numbers.count ? left.numbers[index] : []
      let other = index < right.numbers.count ? right.numbers[index] : []
      if one != other { return isLess(one, other) }
    }
    if left.suffix.isEmpty || right.suffix.isEmpty { return !left.suffix.isEmpty && right.suffix.isEmpty }
    for (one, other) in zip(left.suffix, right.suffix) where one != other {
      let (isNumber, isOtherNumber) = (one.allSatisfy(isDigit), other.allSatisfy(isDigit))
      if isNumber && isOtherNumber { return isLess(withoutZeros(one), withoutZeros(other)) }
      if isNumber != isOtherNumber { return isNumber }
      return one.lexicographicallyPrecedes(other)
    }
    return left.suffix.count < right.suffix.count
  }

  /// Compares numbers by their digits, as they may have more than a machine word holds.
  private static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
  }

  private static func withoutZeros(_ digits: [UInt8]) -> [UInt8] { Array(digits.drop { $0 == 0x30 }) }
}

/// Where the name of the commit behind a build's number ends: `.v`, then hexadecimal digits and `_`, as `.vb_d30d01d7537`.
///
/// Source: Jenkins Enhancement Proposal 229.
func buildEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
  var position = start
  for expected in [UInt8(ascii: "."), UInt8(ascii: "v")] {
    guard position < bytes.endIndex, bytes[position] == expected else { return nil }
    position += 1
  }
  let hash = bytes[position...].prefix {
    isDigit($0) || $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "f") || $0 == UInt8(ascii: "_")
  }
  return hash.count >= 8 ? hash.endIndex : nil
}
