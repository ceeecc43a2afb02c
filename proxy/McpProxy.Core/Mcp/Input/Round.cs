using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Sampling;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Input;

/// <summary>One call that is asked things: who answers what this time, and how much was asked before.</summary>
internal sealed class Round(McpRequest request, RequestState before)
{
    /// <summary>What the client of this request can be asked for. One without a session cannot be asked by a request of ours.</summary>
    private readonly ClientCapabilities _client = request.Revision.IsModern ? ClientCapabilitiesReader.Read(request.Envelope.ClientCapabilities) : request.Session?.Client ?? ClientCapabilities.None;

    public McpRequest Request => request;

    /// <summary>Rounds so far, also of earlier requests of the same call.</summary>
    public int Rounds { get; set; } = before.Rounds;

    /// <summary>Models' answers so far, also of earlier requests of the same call.</summary>
    public int Samples { get; set; } = before.Samples;

    public List<InputRequest> ForClient { get; } = [];

    public List<InputRequest> ForModels { get; } = [];

    /// <summary>What the client would have to declare for the rest.</summary>
    public ClientCapabilities Missing { get; private set; }

    /// <summary>The answers of this round.</summary>
    public InputAnswers Answers { get; private set; } = new();

    /// <summary>Whether something is asked, and nobody can answer any of it.</summary>
    public bool IsHopeless => Missing != ClientCapabilities.None && ForClient.Count == 0 && ForModels.Count == 0;

    /// <summary>Decides who answers what. What nobody can is left out: an upstream that cannot do without asks for it again, alone.</summary>
    public void Split(InputRequiredOutcome asked, SamplingProviders models)
    {
        ForClient.Clear();
        ForModels.Clear();
        Missing = ClientCapabilities.None;
        Answers = new InputAnswers();
        foreach (var question in asked.Requests)
        {
            var missing = InputNeeds.Of(question) & ~_client;
            if (missing == ClientCapabilities.None)
            {
                ForClient.Add(question);
            }
            else if (models.CanAnswer(question, request.Toolset.Surface.Snapshot))
            {
                ForModels.Add(question);
            }
            else
            {
                Missing |= missing;
            }
        }
    }
}
