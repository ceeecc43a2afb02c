using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AdsSimulator.Access;
using AdsSimulator.Amc;
using AdsSimulator.Answers;
using AdsSimulator.Campaigns;
using AdsSimulator.Captures;
using AdsSimulator.Control;
using AdsSimulator.Echo;
using AdsSimulator.Exports;
using AdsSimulator.Issuer;
using AdsSimulator.OAuth;
using AdsSimulator.OpenBridge;
using AdsSimulator.Profiles;
using AdsSimulator.Regions;
using AdsSimulator.Stats;

namespace AdsSimulator;

/// <summary>Every JSON body of the simulator.</summary>
[JsonSerializable(typeof(AdsProfile))]
[JsonSerializable(typeof(AdsSettings))]
[JsonSerializable(typeof(IReadOnlyList<AdsProfile>))]
[JsonSerializable(typeof(AmcExecutionAnswer))]
[JsonSerializable(typeof(AmcExecutionList))]
[JsonSerializable(typeof(AmcExecutionRequest))]
[JsonSerializable(typeof(AmcWorkflow))]
[JsonSerializable(typeof(AmcWorkflowAnswer))]
[JsonSerializable(typeof(AmcWorkflowList))]
[JsonSerializable(typeof(List<Campaign>))]
[JsonSerializable(typeof(CampaignListRequest))]
[JsonSerializable(typeof(CampaignListResponse))]
[JsonSerializable(typeof(CampaignWriteRequest))]
[JsonSerializable(typeof(CampaignDeleteRequest))]
[JsonSerializable(typeof(CampaignWriteResponse))]
[JsonSerializable(typeof(EchoAnswer))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<CallCount>))]
[JsonSerializable(typeof(IReadOnlyList<CapturedRequest>))]
[JsonSerializable(typeof(IssuerSettings))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(MintRequest))]
[JsonSerializable(typeof(OAuthSettings))]
[JsonSerializable(typeof(OpenBridgeSettings))]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(ExportStatus))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(StatsSnapshot))]
[JsonSerializable(typeof(WhoAmI))]
internal sealed partial class SimulatorJson : JsonSerializerContext
{
    /// <summary>Camel case, nulls left out, and text as it is: an echo full of \u escapes would be hard to read.</summary>
    public static SimulatorJson Shared { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
