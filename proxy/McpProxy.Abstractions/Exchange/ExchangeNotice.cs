namespace McpProxy;

/// <summary>Something that a caller should know although its request succeeds.</summary>
/// <param name="Code">A stable snake_case code.</param>
/// <param name="Message">One sentence for a person or a model.</param>
public sealed record ExchangeNotice(string Code, string Message);
