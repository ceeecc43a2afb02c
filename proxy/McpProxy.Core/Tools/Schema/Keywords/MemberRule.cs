using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary>What a schema says of one property name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Schema">Its schema under <c>properties</c>, or null when it is only required.</param>
/// <param name="IsRequired">Whether <c>required</c> lists it.</param>
internal sealed record MemberRule(string Name, SchemaNode? Schema, bool IsRequired);
