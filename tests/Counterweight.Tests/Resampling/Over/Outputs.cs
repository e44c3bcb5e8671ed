using Counterweight.Resampling.Over;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>Arrays for new rows and all that is told of them, full of rubbish.</summary>
internal sealed class Outputs
{
    public Outputs(int count, int featureCount)
    {
        (Features, Labels, Parents, Neighbors) = (new float[count * featureCount], new int[count], new int[count], new int[count]);
        (Steps, SampleWeights) = (new float[count], new float[count]);
        Array.Fill(Features, -7);
        Array.Fill(Labels, -7);
        Array.Fill(Parents, -7);
        Array.Fill(Neighbors, -7);
        Array.Fill(Steps, -7);
        Array.Fill(SampleWeights, -7);
    }

    public float[] Features { get; }

    public int[] Labels { get; }

    public int[] Parents { get; }

    public int[] Neighbors { get; }

    public float[] Steps { get; }

    public float[] SampleWeights { get; }

    public NewRows Rows => new(Features, Labels) { Parents = Parents, Neighbors = Neighbors, Steps = Steps, SampleWeights = SampleWeights };

    public void AssertUntouched()
    {
        foreach (var value in Features.Concat(Steps).Concat(SampleWeights))
        {
            Assert.Equal(-7, value);
        }

        foreach (var value in Labels.Concat(Parents).Concat(Neighbors))
        {
            Assert.Equal(-7, value);
        }
    }
}
