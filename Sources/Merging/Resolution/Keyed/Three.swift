/// One thing of the base and of each side.
struct Three<Value> {
  var base: Value
  var ours: Value
  var theirs: Value

  func map<Result>(_ transform: (Value) throws -> Result) rethrows -> Three<Result> {
    Three<Result>(base: try transform(base), ours: try transform(ours), theirs: try transform(theirs))
  }

  func zip<Other>(_ other: Three<Other>) -> Three<(Value, Other)> {
    Three<(Value, Other)>(
      base: (base, other.base), ours: (ours, other.ours), theirs: (theirs, other.theirs))
  }

  var all: [Value] { [base, ours, theirs] }
}

extension Three {
  /// The same where each is there; nil if one is missing.
  func whole<Part>() -> Three<Part>? where Value == Part? {
    guard let base, let ours, let theirs else { return nil }
    return Three<Part>(base: base, ours: ours, theirs: theirs)
  }
}

extension Three where Value: Equatable {
  /// What differs from the base, or both sides agree on; nil if each made something else of it.
  var merged: Value? {
    if ours == theirs || theirs == base { return ours }
    return ours == base ? theirs : nil
  }
}
