using System.Collections.Immutable;

namespace McpProxy.Tools.Resources.Templates;

/// <summary>A literal or an expression of a URI template.</summary>
/// <param name="Literal">The text; empty for an expression.</param>
/// <param name="Operator">The operator of an expression.</param>
/// <param name="Variables">The variables of an expression; empty for a literal.</param>
internal sealed record UriTemplatePart(string Literal, UriOperator Operator, ImmutableArray<string> Variables)
{
    public bool IsLiteral => Variables.IsEmpty;

    /// <summary>Whether values carry the names of their variables, so that any of them may be missing, in any order.</summary>
    public bool IsNamed => !IsLiteral && Operator is UriOperator.Parameter or UriOperator.Query or UriOperator.Continuation;
}
