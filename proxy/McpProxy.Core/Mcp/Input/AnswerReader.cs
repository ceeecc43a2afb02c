using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Input;

/// <summary>Reads the <c>inputResponses</c> that a modern client sends with a repeated request.</summary>
internal static class AnswerReader
{
    /// <summary>As many answers as could be asked for, and then some that nobody asked for.</summary>
    private const int MaxAnswers = 64;

    /// <summary>
    /// Reads and checks the answers. Those that nobody asked for are left out. Without a state it is not known what was
    /// asked; the answers then are the upstream's to judge, as if it had asked for them in words.
    /// </summary>
    /// <param name="responses">The member; may be missing.</param>
    /// <param name="state">What was remembered, or null.</param>
    /// <param name="answers">What goes to the upstream.</param>
    /// <returns>Why the request is refused, or null.</returns>
    public static McpFault? Read(JsonSlice responses, RequestState? state, out InputAnswers answers)
    {
        answers = state?.Held ?? new InputAnswers();
        if (responses.IsMissing)
        {
            return null;
        }

        if (!responses.IsObject)
        {
            return McpFault.InvalidParams("inputResponses must be an object.");
        }

        try
        {
            using var document = JsonDocument.Parse(responses.Raw, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.GetPropertyCount() > MaxAnswers
                ? McpFault.InvalidParams($"inputResponses has more than {MaxAnswers} members.")
                : Read(document.RootElement.Clone(), state, answers);
        }
        catch (JsonException)
        {
            return McpFault.InvalidParams("a member of inputResponses occurs twice, or is nested too deeply.");
        }
    }

    private static McpFault? Read(JsonElement responses, RequestState? state, InputAnswers answers)
    {
        foreach (var response in responses.EnumerateObject())
        {
            var question = state?.Questions.FirstOrDefault(q => q.Key == response.Name);
            if (state is not null && question is null)
            {
                continue;
            }

            var problem = question is not null ? AnswerCheck.Check(question.Kind, question.Form, response.Value)
                : response.Value.ValueKind == JsonValueKind.Object ? null : "it is not an object";
            if (problem is not null)
            {
                return McpFault.InvalidParams($"the answer '{OneLine.Echo(response.Name)}' cannot be used: {problem}.");
            }

            answers.Add(response.Name, response.Value);
        }

        return null;
    }
}
