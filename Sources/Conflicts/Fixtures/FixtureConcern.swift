/// Why a fixture that two lanes define is left to a person.
enum FixtureConcern: Sendable, Hashable {
  case autouse
  case params
  case wideScope
  case assigned
  case dynamicDefinition
  case dynamicUse(String)
  case known(String)
  case overrides(String)
  case usedByOthers(String)
  case unreadable(String)
  case printed(String)
  case sharedHelper(String)
  case plugin(String)
  case changesOthers(String)

  /// Why, in a sentence without a full stop.
  var reason: String {
    switch self {
    case .autouse: "it is used by every test without being named (autouse)"
    case .params: "it has params, which multiply the tests"
    case .wideScope: "it lives longer than one test (scope), so its state is shared"
    case .assigned: "it is made by an assignment, not by a function of its own"
    case .dynamicDefinition: "what it is called is only known when it runs"
    case .dynamicUse(let place): "\(place) asks for fixtures by a name that is only known when it runs"
    case .known(let owner): "\(owner) defines a fixture of this name"
    case .overrides(let place): "it replaces the one that \(place) has on the base"
    case .usedByOthers(let place): "\(place), which the lane did not change, asks for it too"
    case .unreadable(let place): "\(place) cannot be read as Python"
    case .printed(let place): "\(place) depends on the name itself"
    case .sharedHelper(let name): "it uses \(name), which both lanes define in different ways"
    case .plugin(let place): "\(place) makes fixtures in a way of its own"
    case .changesOthers(let place): "with another name \(place) would get another fixture"
    }
  }
}
