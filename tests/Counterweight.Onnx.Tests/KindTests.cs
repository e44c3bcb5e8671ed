using Counterweight.Training;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Onnx.Tests;

/// <summary>No kind of model is forgotten.</summary>
public sealed class KindTests
{
    [Fact]
    public void EveryModelThatCanBeSavedIsTried()
    {
        var kinds = typeof(IClassifier).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ISavedModel))).ToHashSet();
        Assert.True(kinds.Count > 10);
        Assert.Empty(kinds.Except(OnnxModels.Names.Select(name => OnnxModels.Get(name).Model.GetType())));
    }
}
