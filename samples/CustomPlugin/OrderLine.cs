namespace CustomPlugin;

/// <summary>One line of an order.</summary>
internal sealed record OrderLine(decimal Price, int Quantity);
