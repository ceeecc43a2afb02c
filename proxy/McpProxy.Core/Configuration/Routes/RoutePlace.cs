namespace McpProxy.Configuration.Routes;

/// <summary>Where routes stand that match the same paths at the same time.</summary>
/// <param name="Pattern">The pattern of the path, as <see cref="AmbiguousRoutes.Normalize(string?)"/> has it.</param>
/// <param name="Order">The order.</param>
internal sealed record RoutePlace(string Pattern, int Order);
