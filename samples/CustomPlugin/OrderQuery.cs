namespace CustomPlugin;

/// <summary>The arguments of the request for an order.</summary>
internal sealed record OrderQuery(string Id);
