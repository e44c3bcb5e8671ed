using Counterweight.Gradients;
using Xunit;

namespace Counterweight.Tests.Gradients;

/// <summary>Gradients of many work items, each of which counts.</summary>
public class ManyItemsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void EveryRowOfEveryItemIsClippedOnce(int threads)
    {
        const int RowLength = 3;
        const int Rows = 100_000;

        // Again and again: threads that come late find no work.
        for (var repetition = 0; repetition < 20; repetition++)
        {
            var gradient = new double[RowLength * Rows];
            for (var row = 0; row < Rows; row++)
            {
                gradient[RowLength * row] = 3.0 * (1 + (row % 4));
                gradient[(RowLength * row) + 1] = 4.0 * (1 + (row % 4));
            }

            // Norms 5, 10, 15 and 20: three of four are above 5.
            Assert.Equal(Rows * 3 / 4, GradientClipping.ByRowNorm<double>(gradient, RowLength, 5, threads));
            for (var row = 0; row < Rows; row++)
            {
                Assert.Equal(3, gradient[RowLength * row], 1e-15);
                Assert.Equal(4, gradient[(RowLength * row) + 1], 1e-15);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ItemsWhoseSquaresAreNearTheGreatestNumberAddUp(int threads)
    {
        // An item's squares sum to 2^1022, four items' to more than a double holds.
        var gradient = new double[4 * GradientNorm.ElementsPerWorkItem];
        Array.Fill(gradient, Math.ScaleB(1, 505));
        Assert.Equal(Math.ScaleB(1, 512), GradientNorm.Of<double>(gradient, threads).Norm);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ItemsOnEitherSideOfTheGreatestNumberAddUp(int threads)
    {
        // Squares of the first item sum to 2^1024, which no double holds, those of the second to 2^1022.
        var gradient = new double[2 * GradientNorm.ElementsPerWorkItem];
        Array.Fill(gradient, Math.ScaleB(1, 506), 0, GradientNorm.ElementsPerWorkItem);
        Array.Fill(gradient, Math.ScaleB(1, 505), GradientNorm.ElementsPerWorkItem, GradientNorm.ElementsPerWorkItem);
        Assert.Equal(Math.Sqrt(5), Math.ScaleB(GradientNorm.Of<double>(gradient, threads).Norm, -511), 1e-15);
        Array.Reverse(gradient);
        Assert.Equal(Math.Sqrt(5), Math.ScaleB(GradientNorm.Of<double>(gradient, threads).Norm, -511), 1e-15);
    }
}
