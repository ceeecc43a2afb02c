namespace AdsSimulator.Samples;

/// <summary>Small fixed bodies in every form an upstream may answer with.</summary>
internal static class SampleAnswers
{
    public const string Text = "Zwölf Boxkämpfer — 12 ✓\nsecond line\n";

    /// <summary>Every character exists in ISO 8859-1.</summary>
    public const string Latin1Text = "Zwölf Boxkämpfer, Größe ½, £5\n";

    public const string Xml = """
        <?xml version="1.0" encoding="utf-8"?>
        <report><row campaign="Espresso US 2" clicks="41" cost="12.50"/><row campaign="Filters US 4" clicks="7" cost="1.05"/></report>
        """;

    public const string Csv = "campaign,clicks,cost\r\n\"Espresso, US 2\",41,12.50\r\n\"Filters \"\"US\"\" 4\",7,1.05\r\n";

    public const string Json = """{"campaign":"Espresso US 2","clicks":41,"cost":12.50,"tags":["a","b"],"nested":{"ok":true,"none":null}}""";

    public const string InvalidJson = """{"campaign":"Espresso US 2","clicks":41,""";

    public const string Problem = """{"type":"https://ads.example/problems/budget","title":"Budget exhausted","status":422,"detail":"The campaign has spent its daily budget.","instance":"/sp/campaigns/42","budget":25,"code":"BUDGET_EXHAUSTED"}""";

    public const string McpResult = """{"content":[{"type":"text","text":"Made by the upstream."},{"type":"resource_link","uri":"https://ads.example/reports/1","name":"report"}],"structuredContent":{"made":"upstream"},"isError":false}""";
}
