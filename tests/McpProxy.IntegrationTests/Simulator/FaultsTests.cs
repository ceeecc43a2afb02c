using System.Net;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class FaultsTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task Path_ThreeTimes_FailsThreeTimesAndThenWorks()
    {
        var statuses = new List<HttpStatusCode>();
        string? retryAfter = null;
        for (var i = 0; i < 5; i++)
        {
            using var response = await GetAsync("/fault/status=503,retry-after=2,times=3/echo/three");
            statuses.Add(response.StatusCode);
            retryAfter ??= response.Headers.RetryAfter?.ToString();
        }

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK], statuses);
        Assert.Equal("2", retryAfter);
    }

    [Fact]
    public async Task Path_SkipAndTimes_FailsInTheMiddleOnly()
    {
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await GetAsync("/fault/status=500,skip=1,times=2/echo/middle");
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 500, 500, 200], statuses);
    }

    [Fact]
    public async Task Path_SameKey_SharesOneCounter()
    {
        using var first = await GetAsync("/fault/status=500,times=1,key=shared/echo/a");
        using var second = await GetAsync("/fault/status=500,times=1,key=shared/echo/b");
        using var other = await GetAsync("/fault/status=500,times=1,key=own/echo/b");

        Assert.Equal([500, 200, 500], new[] { (int)first.StatusCode, (int)second.StatusCode, (int)other.StatusCode });
    }

    [Fact]
    public async Task Path_UnderARegion_KeepsTheRegionAndTheRestOfTheTarget()
    {
        var echo = await fixture.Client.GetJsonAsync("/eu/fault/delay-ms=1/echo/a%2Fb?x=1");

        Assert.Equal("/echo/a%2Fb", echo["path"]!.GetValue<string>());
        Assert.Equal("/eu/fault/delay-ms=1/echo/a%2Fb?x=1", echo["rawTarget"]!.GetValue<string>());
    }

    [Fact]
    public async Task Header_Status_FailsWithAProblem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/profiles");
        request.Headers.Add("X-Sim-Status", "429");
        request.Headers.Add("X-Sim-Retry-After", "7");
        using var response = await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            """{"type":"about:blank","title":"Too Many Requests","status":429,"detail":"This failure was asked for.","code":"TOO_MANY_REQUESTS","details":"This failure was asked for."}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Path_Redirect_HasItsLocation()
    {
        using var response = await GetAsync("/fault/status=302,location=http:%252F%252F169.254.169.254%252Flatest/echo/x");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("http://169.254.169.254/latest", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Path_RetryAfterDate_IsAnHttpDate()
    {
        using var response = await GetAsync("/fault/status=503,retry-after-date=60/echo/x");

        Assert.NotNull(response.Headers.RetryAfter?.Date);
    }

    [Theory]
    [InlineData("before-headers")]
    [InlineData("mid-body")]
    public async Task Path_Cut_BreaksTheConnectionAndIsNotCountedAsTheCallersDoing(string where)
    {
        var path = $"/fault/cut={where}/media/blob.bin";
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => fixture.Client.GetByteArrayAsync(path, TestContext.Current.CancellationToken));

        await fixture.Simulator.Stats.WaitUntilAsync(s => s.Of(path) is { Requests: > 0, InFlight: 0 }, TestContext.Current.CancellationToken);
        Assert.Equal(0, fixture.Simulator.Stats.Snapshot().Of(path).CancelledByCaller);
    }

    [Fact]
    public async Task Path_CutMidBody_SendsHeadersAndHalfTheBodyFirst()
    {
        using var response = await fixture.Client.GetAsync("/fault/cut=mid-body/v2/profiles", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var received = 0;
        var buffer = new byte[64 << 10];
        var error = await Record.ExceptionAsync(async () =>
        {
            while (await body.ReadAsync(buffer, TestContext.Current.CancellationToken) is var read and > 0)
            {
                received += read;
            }
        });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((response.Content.Headers.ContentLength + 1) / 2, received);
        Assert.IsAssignableFrom<IOException>(error);
    }

    [Fact]
    public async Task Path_Drip_ArrivesWhole()
    {
        Assert.Equal(await GetBytesAsync("/v2/profiles"), await GetBytesAsync("/fault/drip=20000/v2/profiles"));
    }

    [Fact]
    public async Task Path_DripAndCallerLeaves_IsCountedAsCancelled()
    {
        const string Path = "/fault/drip=1/media/blob.bin";
        using (var response = await fixture.Client.GetAsync(Path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await fixture.Simulator.Stats.WaitUntilAsync(s => s.Of(Path) is { InFlight: 0, CancelledByCaller: 1 }, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("status=99", "status=99: use a whole number from 100 to 599.")]
    [InlineData("colour=red", "Unknown fault 'colour'.")]
    [InlineData("cut=later", "cut=later: use before-headers or mid-body.")]
    [InlineData("status", "'status' has no value.")]
    public async Task Path_BadSpecification_SaysWhatIsWrongAndHowItIsWritten(string spec, string message)
    {
        var problem = await fixture.Client.GetJsonAsync($"/fault/{spec}/echo/x");

        Assert.Equal(400, problem["status"]!.GetValue<int>());
        Assert.StartsWith($"{message} Faults are written status=100..599, ", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> GetAsync(string path) => fixture.Client.GetAsync(path, TestContext.Current.CancellationToken);

    private Task<byte[]> GetBytesAsync(string path) => fixture.Client.GetByteArrayAsync(path, TestContext.Current.CancellationToken);
}
