namespace McpProxy.Plugins.Credentials.TokenExchange.Templates;

/// <summary>One name of a placeholder, resolved at load.</summary>
/// <param name="Origin">Where its value comes from.</param>
/// <param name="Name">The name within its origin.</param>
/// <param name="Step">The index of the step, for those of steps.</param>
/// <param name="Constant">The value, for constants.</param>
internal sealed record ValueReference(ValueOrigin Origin, string Name = "", int Step = -1, TemplateValue Constant = default);
