namespace CustomPlugin;

/// <summary>What of an order the partner's API answers and the tool needs.</summary>
internal sealed record Order(IReadOnlyList<OrderLine> Lines);
