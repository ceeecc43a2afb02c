namespace McpProxy.Tools.Binding;

/// <summary>A valid argument that cannot go where it should: the call fails with <c>invalid_arguments</c> and nothing is sent.</summary>
/// <param name="Argument">The argument's name.</param>
/// <param name="Message">What is wrong with its value.</param>
internal sealed record BindingProblem(string Argument, string Message);
