namespace McpProxy.Regions;

/// <summary>One region of an upstream.</summary>
/// <param name="Name">Its name, e.g. <c>eu</c>.</param>
/// <param name="Addresses">The addresses of its destinations, healthy or not.</param>
public sealed record UpstreamRegion(string Name, IReadOnlyList<Uri> Addresses);
