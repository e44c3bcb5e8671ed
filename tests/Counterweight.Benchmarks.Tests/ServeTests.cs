using Counterweight.Benchmarks.Serve;
using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Benchmarks.Tests;

public class ServeTests
{
    private const string Right = "binary-cross-entropy float32 64 gradient+hessian threads=1";

    [Fact]
    public async Task EveryKindOfRequestIsTimed()
    {
        var answers = await Runner.ServeAsync(
            "serve",
            "softmax-cross-entropy float32 16x3 value+gradient threads=1",
            "softmax-cross-entropy float32 16x3 value+gradient threads=2",
            "softmax-cross-entropy float64 16x3 gradient+hessian threads=1",
            "binary-focal float32 33 value+gradient threads=1",
            Right);

        Assert.All(answers, Runner.AssertTime);
    }

    [Theory]
    [InlineData("softmax-cross-entropy float32 16x3 gradient+hessian threads=2", "softmax-cross-entropy float32", 16, 3, true, 2)]
    [InlineData("exp float64 65536 value+gradient threads=1", "exp float64", 65536, 1, false, 1)]
    public void ARequestIsReadWordByWord(string line, string kernel, int rows, int width, bool hessian, int threads) =>
        Assert.Equal(new WorkRequest(kernel, new(rows, width), hessian, threads), WorkRequest.Parse(line));

    [Fact]
    public void TheAnswerIsNanosecondsAnElementOnTheThreadsAskedFor()
    {
        var kernel = Recorded();
        using var work = new ServedWork(WorkRequest.Parse("binary-cross-entropy float32 500 value+gradient threads=3"), [kernel]);
        var answer = work.NanosecondsPerElement(TimeSpan.FromSeconds(1), (variants, _) =>
        {
            Assert.Single(variants)();
            return [1e-6];
        });

        Assert.Equal((2.0, "kernel on 3"), (answer, kernel.Last));
    }

    [Fact]
    public void AKernelThatWritesNoHessianIsNotTimedForOne()
    {
        var refusal = Assert.Throws<UsageException>(() => new ServedWork(WorkRequest.Parse("binary-cross-entropy float32 500 gradient+hessian threads=1"), [Recorded()]));

        Assert.Equal("'binary-cross-entropy float32' writes no Hessian", refusal.Message);
    }

    private static RecordedCase Recorded() => new(KernelCatalog.Find("binary-cross-entropy float32"));

    [Fact]
    public Task AWrongRequestIsRefusedAndTheNextIsAnswered() => Refusal.AssertEachAsync(
        "serve",
        Right,
        ("", "'' is not KERNEL DTYPE SHAPE OUTPUTS threads=N."),
        ("binary-cross-entropy float32 64", "'binary-cross-entropy float32 64' is not KERNEL DTYPE SHAPE OUTPUTS threads=N."),
        ("no-loss float32 64 value+gradient threads=1", "the catalogue has no 'no-loss float32'"),
        ("binary-cross-entropy float16 64 value+gradient threads=1", "the catalogue has no 'binary-cross-entropy float16'"),
        ("binary-cross-entropy float32 64y value+gradient threads=1", "'64y' is no shape: 65536 or 65536x3."),
        ("binary-cross-entropy float32 4x4x4 value+gradient threads=1", "'4x4x4' is no shape: 65536 or 65536x3."),
        ("binary-cross-entropy float32 0 value+gradient threads=1", "'0' is no shape: 65536 or 65536x3."),
        ("softmax-cross-entropy float32 2000000000x1000 value+gradient threads=1", "'2000000000x1000' has more than 268435455 elements."),
        ("class-weights-balanced float32 1 value+gradient threads=1", "'class-weights-balanced float32' has no inputs of shape 1"),
        ("binary-cross-entropy float32 64 hessian threads=1", "'hessian' is neither value+gradient nor gradient+hessian."),
        ("exp float32 64 gradient+hessian threads=1", "'exp float32' has no gradient"),
        ("clip-by-value float32 64 gradient+hessian threads=1", "'clip-by-value float32' has no gradient"),
        ("binary-cross-entropy float32 64 value+gradient threads=0", "'threads=0' is not threads=N with N at least 1."),
        ("binary-cross-entropy float32 64 value+gradient 1", "'1' is not threads=N with N at least 1."));
}
