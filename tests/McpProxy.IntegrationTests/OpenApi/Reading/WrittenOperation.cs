using System.Text.Json;

namespace McpProxy.IntegrationTests.OpenApi.Reading;

/// <summary>An operation as its document has it.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">The template.</param>
/// <param name="Json">The operation.</param>
/// <param name="Parameters">Its own and those of its path, references followed.</param>
internal sealed record WrittenOperation(string Method, string Path, JsonElement Json, IReadOnlyList<JsonElement> Parameters)
{
    public override string ToString() => $"{Method} {Path}";
}
