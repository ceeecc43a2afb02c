namespace McpProxy.UnitTests.Plugins.Credentials.TokenExchange;

/// <summary>Mistakes in options, word for word.</summary>
public sealed class CompilerTests
{
    private const string Step = """ "Url": "https://idp.example/", "Read": { "t": "/t" } """;
    private const string Items = """ "Items": { "access_token": "{s.t}" } """;
    private const string Own = """ { "Caller": false, "Required": false } """;

    [Theory]
    [InlineData("""{ }""", "Items: MCP013: The exchange leaves nothing for later transforms. Name at least access_token.")]
    [InlineData("""{ "Steps": { "s": { "Read": { "t": "/t" } } }, ITEMS }""", "Steps:s:Url: MCP013: 'Url' is required.")]
    [InlineData("""{ "Steps": { "s": { "Url": "http://idp.example/", "Read": { "t": "/t" } } }, ITEMS }""", "Steps:s:Url: MCP016: 'http://idp.example/' is not encrypted: credentials are sent there. Write https; http is accepted for loopback and in the Development environment only.")]
    [InlineData("""{ "Steps": { "s": { "Url": "{idp}/token", "Read": { "t": "/t" } } }, ITEMS }""", "Servers:idp: MCP013: The address of server 'idp' is used and not configured. Write its URL here.")]
    [InlineData("""{ "Servers": { "idb": "https://a.example" }, "Steps": { "s": { "Url": "{idp}/token", "Read": { "t": "/t" } } }, ITEMS }""", "Steps:s:Url: MCP014: There is no server 'idp'. Did you mean 'idb'?")]
    [InlineData("""{ "Steps": { "s": { "Url": "https://{subject}.example/", "Read": { "t": "/t" } } }, ITEMS }""", "Steps:s:Url: MCP016: 'https://' is not the beginning of a URL. Begin with an address, https://host/, or with the name of a server, {name}/; values stand behind it.")]
    [InlineData("""{ "Servers": { "idp": "https://a.example" }, "Steps": { "s": { "Url": "{idp}.evil.example/", "Read": { "t": "/t" } } }, ITEMS }""", "Steps:s:Url: MCP016: Nothing but a path or a query may follow the name of a server.")]
    [InlineData("""{ "Servers": { "idp": "https://u:p@a.example" }, "Steps": { "s": { STEP } }, ITEMS }""", "Servers:idp: MCP016: The URL has a user name in it. Write an Authorization header.")]
    [InlineData("""{ "Servers": { "idp": "ftp://a.example" }, "Steps": { "s": { STEP } }, ITEMS }""", "Servers:idp: MCP015: 'ftp://a.example' is not an absolute http or https URL. Write a URL, or an object.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Form": { "client_id": "{values.client_id}" } } }, ITEMS }""", "Values:client_id: MCP013: '{values.client_id}' is used and not configured. Write it here.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Form": { "a": "b" }, "Json": { "a": "b" } } }, ITEMS }""", "Steps:s:Form: MCP016: A request has one body. Write Json or Form.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Json": { "a": { "b": "{subjet}" } } } }, ITEMS }""", "Steps:s:Json: MCP016: There is no value 'subjet'. Did you mean 'subject'?")]
    [InlineData("""{ "Steps": { "s": { STEP, "Headers": { "Host": "x" } } }, ITEMS }""", "Steps:s:Headers:Host: MCP016: Header 'Host' belongs to the connection.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Method": "GE T" } }, ITEMS }""", "Steps:s:Method: MCP016: 'GE T' is not a method.")]
    [InlineData("""{ "Steps": { "s": { STEP, "ExpiresIn": "expires_in" } }, ITEMS }""", "Steps:s:ExpiresIn: MCP016: 'expires_in' is not a JSON pointer. Write a slash before each name: /data/token.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Rotates": "refresh_token" } }, ITEMS }""", "Steps:s:Rotates: MCP014: The step reads no value 'refresh_token'. Name one of those under Read.")]
    [InlineData("""{ "Steps": { "s": { STEP }, "subject": { STEP } }, ITEMS }""", "Steps:subject: MCP016: A step cannot be called 'subject'. Templates could not name its values.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Form": { "a": "{r.t}" } }, "r": { STEP, "Form": { "a": "{s.t}" } } }, ITEMS }""", "Steps:r: MCP016: The step needs its own answer: r needs s needs r.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Jwt": { "Of": "t", "Verify": "None" } } }, ITEMS }""", "Steps:s:Jwt:Issuer: MCP013: Tokens that are not verified need a named issuer. Write whose tokens are believed, or verify them by Jwks or Key.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Jwt": { "Of": "t" } } }, ITEMS }""", "Steps:s:Jwt:JwksUrl: MCP013: Tokens are verified with the issuer's keys, but nothing says where these are. Write the URL of the JSON Web Key Set.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Jwt": { "Of": "t", "Verify": "Key", "Key": "short" } } }, ITEMS }""", "Steps:s:Jwt:Key: MCP016: The shared secret is shorter than 32 bytes.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Jwt": { "Of": "t", "Verify": "Key" } } }, ITEMS }""", "Steps:s:Jwt:Key: MCP013: Tokens are verified with a configured key, but there is none. Write env:NAME or file:/path.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Jwt": { "Of": "t", "Verify": "None", "Issuer": "i", "Algorithms": [ "none" ] } } }, ITEMS }""", "Steps:s:Jwt:Algorithms: MCP014: 'none' is not accepted. There are: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, HS256, HS384, HS512.")]
    [InlineData("""{ "Shared": true, "Steps": { "s": { STEP } }, ITEMS }""", "Shared: MCP016: A result cannot be shared that is made of callers' credentials. Write \"Subject\": { \"Caller\": false }, without AccessToken, Headers and OAuth, or leave Shared out.")]
    [InlineData("""{ "Shared": true, "Subject": OWN, "Steps": { "s": { STEP, "Form": { "a": "{tenant}" } } }, ITEMS }""", "Shared: MCP016: A result cannot be shared that is made of {tenant}: one caller would get another's. Leave Shared out, or the name.")]
    [InlineData("""{ "Shared": true, "Subject": OWN, "Steps": { "r": { STEP, "Json": { "a": "{principal?}" } }, "s": { STEP, "Form": { "a": "{r.t}" } } }, ITEMS }""", "Shared: MCP016: A result cannot be shared that is made of {principal}: one caller would get another's. Leave Shared out, or the name.")]
    [InlineData("""{ "Shared": true, "Subject": OWN, "Steps": { "s": { STEP } }, "Identities": { "Url": "https://idp.example/{tenant}" }, ITEMS }""", "Shared: MCP016: A result cannot be shared that is made of {tenant}: one caller would get another's. Leave Shared out, or the name.")]
    [InlineData("""{ "Shared": true, "Subject": OWN, "Steps": { "s": { STEP } }, "Items": { "access_token": "{s.t}", "who": "{principal}" } }""", "Shared: MCP016: A result cannot be shared that is made of {principal}: one caller would get another's. Leave Shared out, or the name.")]
    [InlineData("""{ "Subject": { "Caller": false }, "Steps": { "s": { STEP } }, ITEMS }""", "Subject: MCP013: There is no source for the credential. Name one, or write \"Required\": false.")]
    [InlineData("""{ "Subject": { "Headers": [ "Cook ie" ] }, "Steps": { "s": { STEP } }, ITEMS }""", "Subject:Headers: MCP016: 'Cook ie' is not a header that can carry a credential.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Form": { "i": "{identity.id}" } } }, "Identities": { "Url": "https://idp.example/{s.t}" }, ITEMS }""", "Identities: MCP016: The list of identities needs a step that needs an identity.")]
    [InlineData("""{ "Tls": { "Certificate": "/etc/own.pem" }, "Steps": { "s": { STEP } }, ITEMS }""", "Tls:Certificate: MCP016: It is neither env:NAME nor file:/path.")]
    [InlineData("""{ "Tls": { "Certificate": "file:/nowhere/own.pem" }, "Steps": { "s": { STEP } }, ITEMS }""", "Tls:Certificate: MCP016: The file '/nowhere/own.pem' does not exist.")]
    [InlineData("""{ "Tls": { "CertificateKey": "env:PATH" }, "Steps": { "s": { STEP } }, ITEMS }""", "Tls:Certificate: MCP016: There is a key or a password, but no certificate.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Tls": { "Certificate": "env:PATH" } } }, ITEMS }""", "Steps:s:Tls:Certificate: MCP016: It is neither PEM nor a PFX that can be opened without a password.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Tls": { "CertificateAuthorities": [ "env:PATH" ] } } }, ITEMS }""", "Steps:s:Tls:CertificateAuthorities:0: MCP016: There is no certificate in PEM in it.")]
    [InlineData("""{ "Servers": { "a": { "Url": "https://a.example", "Region": "na" } }, "Steps": { "s": { STEP } }, ITEMS }""", "Servers:a:Region: MCP016: The address is the same in all regions. Add Regions, or remove Region.")]
    [InlineData("""{ "Steps": { "s": { STEP, "Tiemout": "00:00:01" } }, ITEMS }""", "Steps:s:Tiemout: MCP010: Unknown key 'Tiemout'. Did you mean 'Timeout'?")]
    public void Compile_Mistake_IsReportedWithItsRemedy(string json, string expected)
    {
        var (_, errors) = SomeExchange.Compile(json.Replace("STEP", Step, StringComparison.Ordinal).Replace("ITEMS", Items, StringComparison.Ordinal).Replace("OWN", Own, StringComparison.Ordinal));

        Assert.Equal([expected], errors);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9000/", false)]
    [InlineData("http://localhost/", false)]
    [InlineData("http://idp.example/", true)]
    public void Compile_Http_IsAcceptedOnLoopbackAndInDevelopment(string url, bool isDevelopment) =>
        Assert.Empty(SomeExchange.Compile($$"""{ "Steps": { "s": { "Url": "{{url}}", "Read": { "t": "/t" } } }, {{Items}} }""", isDevelopment).Errors);

    [Theory]
    [InlineData(""" "Form": { "a": "{subject}" } """, "{s.t}", true)]
    [InlineData(""" "Form": { "a": "{subject?}" } """, "{s.t}", false)]
    [InlineData(""" "Form": { "a": "b" } """, "{s.t}", false)]
    [InlineData(""" "Form": { "a": "{subject}" } """, "{s.t?}", false)]
    [InlineData(""" "Form": { "a": "{subject}" } """, "{s.t|values.v}", false)]
    [InlineData(""" "Form": { "a": "{subject}" } """, "{subject}", false)]
    [InlineData(""" "Form": { "a": "{values.v|subject}" } """, "{s.t}", false)]
    public void ProvesCaller_OnlyWhenAServerMustAcceptTheSubject(string form, string item, bool expected) => Assert.Equal(expected, SomeExchange.Of($$"""
        { "Values": { "v": "x" }, "Steps": { "s": { {{Step}}, {{form}} } }, "Items": { "access_token": "{{item}}" } }
        """).ProvesCaller);

    [Fact]
    public void Revision_ChangesWithOptionsAndSecrets()
    {
        string[] all =
        [
            SomeExchange.Of($$"""{ "Secrets": { "a": "one" }, "Steps": { "s": { {{Step}} } }, {{Items}} }""").Revision,
            SomeExchange.Of($$"""{ "Secrets": { "a": "two" }, "Steps": { "s": { {{Step}} } }, {{Items}} }""").Revision,
            SomeExchange.Of($$"""{ "Secrets": { "a": "one" }, "Steps": { "s": { {{Step}}, "Method": "PUT" } }, {{Items}} }""").Revision,
        ];

        Assert.Equal(3, all.Distinct().Count());
        Assert.Equal(all[0], SomeExchange.Of($$"""{ "Secrets": { "a": "one" }, "Steps": { "s": { {{Step}} } }, {{Items}} }""").Revision);
    }
}
