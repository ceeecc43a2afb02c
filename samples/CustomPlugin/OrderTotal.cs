namespace CustomPlugin;

/// <summary>The result of <c>order_total</c>.</summary>
internal sealed record OrderTotal(string Id, decimal Total, int Lines);
